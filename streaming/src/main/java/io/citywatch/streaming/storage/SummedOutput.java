package io.citywatch.streaming.storage;

import java.io.IOException;
import org.apache.flink.core.fs.FSDataOutputStream;

/** Writes a file and, when it is closed, its sum behind it. */
final class SummedOutput extends FSDataOutputStream {
    private final FSDataOutputStream output;
    private final FileSum sum = new FileSum();
    private final byte[] one = new byte[1];
    private boolean closed;

    SummedOutput(FSDataOutputStream output) {
        this.output = output;
    }

    /** Of the bytes that were given; the sum does not count. */
    @Override
    public long getPos() throws IOException {
        return output.getPos();
    }

    @Override
    public void write(int b) throws IOException {
        one[0] = (byte) b;
        write(one, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        output.write(bytes, offset, length);
        sum.add(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        output.flush();
    }

    @Override
    public void sync() throws IOException {
        output.sync();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            output.write(sum.bytes());
        } finally {
            output.close();
        }
    }
}
