package io.citywatch.standalone.faults;

/** What is sent to one process by its id. */
enum Signal {
    /** It holds its connections and does nothing. */
    STOP,
    CONT;

    void sendTo(long pid) {
        Command.run("kill", "-" + name(), Long.toString(pid));
    }
}
