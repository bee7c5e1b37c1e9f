package io.citywatch.standalone.endtoend;

import io.citywatch.standalone.platform.KafkaBroker;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A Kafka broker as a process of its own, without any topic. Arguments: folder, port, controller's port. */
public final class BrokerProgram {
    private BrokerProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        KafkaBroker broker = KafkaBroker.start(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        System.out.println(broker);
        new CountDownLatch(1).await();
    }
}
