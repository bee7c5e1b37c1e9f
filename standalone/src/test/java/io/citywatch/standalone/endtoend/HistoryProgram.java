package io.citywatch.standalone.endtoend;

import io.citywatch.standalone.platform.QuestServer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A QuestDB as a process of its own. Arguments: folder, programs' folder, port. */
final class HistoryProgram {
    private HistoryProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        QuestServer server =
                QuestServer.start(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println(server);
        new CountDownLatch(1).await();
    }
}
