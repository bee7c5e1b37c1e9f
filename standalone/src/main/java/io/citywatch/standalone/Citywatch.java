package io.citywatch.standalone;

import io.citywatch.standalone.cli.CitywatchCommand;

/** The program behind {@code ./citywatch}. */
public final class Citywatch {
    private Citywatch() {}

    public static void main(String[] arguments) {
        System.exit(CitywatchCommand.execute(arguments));
    }
}
