package digestbot.delivery.files;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Counts what goes through.
final class CountingOutputStream extends FilterOutputStream {

    private long bytes;

    CountingOutputStream(OutputStream to) {
        super(to);
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
        bytes++;
    }

    @Override
    public void write(byte[] values, int from, int length) throws IOException {
        out.write(values, from, length);
        bytes += length;
    }
}
