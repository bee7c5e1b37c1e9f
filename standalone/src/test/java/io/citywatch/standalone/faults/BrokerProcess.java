package io.citywatch.standalone.faults;

import io.citywatch.standalone.endtoend.BrokerProgram;
import io.citywatch.standalone.endtoend.JavaProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Kafka broker as a process of its own, always on the same ports and data, that may be killed, frozen or starved. */
final class BrokerProcess implements AutoCloseable {
    private final Path folder;
    private final Path data;
    private final List<String> before;
    private final int port;
    private final int controllerPort;
    private JavaProgram program;

    /** @param before as {@link JavaProgram} takes it */
    BrokerProcess(Path folder, Path data, List<String> before, int port, int controllerPort) {
        this.folder = folder;
        this.data = data;
        this.before = before;
        this.port = port;
        this.controllerPort = controllerPort;
        this.program = launch(before);
    }

    private JavaProgram launch(List<String> command) {
        return JavaProgram.start(
                command,
                "kafka",
                folder,
                JavaProgram.classPath(),
                Map.of(),
                List.of(
                        "-Xmx300m",
                        "-XX:TieredStopAtLevel=1", // it starts often
                        BrokerProgram.class.getName(),
                        data.toString(),
                        Integer.toString(port),
                        Integer.toString(controllerPort)));
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    long pid() {
        return program.pid();
    }

    boolean isAlive() {
        return program.isAlive();
    }

    String said() {
        return program.said();
    }

    void kill() {
        program.kill();
    }

    void startAgain() {
        program = launch(before);
    }

    /** It holds its connections and answers nothing. */
    void freeze() {
        Signal.STOP.sendTo(program.pid());
    }

    void thaw() {
        Signal.CONT.sendTo(program.pid());
    }

    @Override
    public void close() {
        program.close();
    }
}
