package io.citywatch.standalone.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program's two streams, for its own words alone: what a library prints goes to the log, so that {@code --json}
 * leaves one object on stdout and nothing else.
 *
 * @param out for what was asked for
 * @param err for people
 */
record Terminal(PrintStream out, PrintStream err) {
    private static final Logger LOG = LoggerFactory.getLogger(Terminal.class);

    /** Takes the streams from everybody else; to be called once, first of all. */
    static Terminal take() {
        LOG.debug("the log has its own hold of the streams from here on");
        Terminal terminal = new Terminal(System.out, new PrintStream(System.err, true, StandardCharsets.UTF_8));
        PrintStream printed = new PrintStream(new LoggedLines(), true, StandardCharsets.UTF_8);
        System.setOut(printed);
        System.setErr(printed);
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> LOG.error("thread {} ended", thread.getName(), failure));
        return terminal;
    }

    /** Makes lines of bytes, and a record of each line. */
    private static final class LoggedLines extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int one) {
            if (one != '\n') {
                line.write(one);
                return;
            }
            if (line.size() > 0) {
                LOG.info("printed: {}", line.toString(StandardCharsets.UTF_8));
                line.reset();
            }
        }
    }
}
