package io.citywatch.standalone.faults;

/** What is sent to one process by its id. */
enum Signal {
    /** It holds its connections and does nothing. */
    STOP,
    CONT;

    void sendTo(long pid) {
        // The shell's own: a small image has no program of that name.
        Command.run("sh", "-c", "kill -" + name() + " " + pid);
    }
}
