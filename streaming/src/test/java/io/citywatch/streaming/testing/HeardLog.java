package io.citywatch.streaming.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What an operator would read in the log meanwhile; nobody else does. */
public final class HeardLog extends AbstractAppender implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final String logger;

    private HeardLog(String logger) {
        super("heard " + logger, null, null, true, Property.EMPTY_ARRAY);
        this.logger = logger;
    }

    /** @param logger a package */
    public static HeardLog of(String logger) {
        HeardLog heard = new HeardLog(logger);
        heard.start();
        LoggerConfig config = new LoggerConfig(logger, Level.INFO, false);
        config.addAppender(heard, Level.INFO, null);
        heard.context.getConfiguration().addLogger(logger, config);
        heard.context.updateLoggers();
        return heard;
    }

    public List<String> lines() {
        return lines;
    }

    @Override
    public void append(LogEvent event) {
        lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
    }

    @Override
    public void close() {
        context.getConfiguration().removeLogger(logger);
        context.updateLoggers();
        stop();
    }
}
