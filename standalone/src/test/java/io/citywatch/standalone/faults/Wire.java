package io.citywatch.standalone.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** One connection of a device, by whatever transport: MQTT packets go in, a stream of them comes out. */
interface Wire extends Closeable {
    void send(byte[] packet) throws IOException;

    InputStream in() throws IOException;
}
