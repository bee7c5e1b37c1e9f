package io.citywatch.standalone.faults;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Terminals with a will each, which carries a number, that ping in time until their process is frozen. Arguments: the gateway's port, how many,
 * their keep alive in seconds.
 */
final class GoneClients {
    private GoneClients() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Transport transport = Transport.tcp(Integer.parseInt(arguments[0]));
        int keepAliveSeconds = Integer.parseInt(arguments[2]);
        List<String> ids = Fleet.ids("gone", Integer.parseInt(arguments[1])).toList();
        Wire[] wires = new Wire[ids.size()];
        long pinged = System.nanoTime();
        for (int i = 0; i < wires.length; i++) {
            String id = ids.get(i);
            wires[i] = letIn(
                    transport,
                    Packets.connect(
                            id,
                            NumberingDevice.tokenOf(id),
                            keepAliveSeconds,
                            "devices/" + id + "/state",
                            "{\"ts\":" + System.currentTimeMillis()
                                    + ",\"boot\":\"" + NumberingDevice.BOOT
                                    + "\",\"seq\":3,\"online\":false,\"intervalSeconds\":60,\"faults\":[]}"));
            if (System.nanoTime() - pinged > TimeUnit.SECONDS.toNanos(1)) {
                pinged = System.nanoTime();
                ping(wires, i + 1);
            }
        }
        CountDownLatch never = new CountDownLatch(1);
        while (!never.await(1, TimeUnit.SECONDS)) {
            ping(wires, wires.length);
        }
    }

    /** As a device does: the gateway may not have read yet who was registered a moment ago. */
    private static Wire letIn(Transport transport, byte[] connect) throws IOException {
        while (true) {
            Wire wire = transport.connect();
            try {
                boolean unused = Packets.login(wire, connect);
                return wire;
            } catch (IOException e) {
                wire.close();
                LockSupport.parkNanos(NumberingDevice.RETRY_NANOS);
            }
        }
    }

    private static void ping(Wire[] wires, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            wires[i].send(Packets.ping());
        }
    }
}
