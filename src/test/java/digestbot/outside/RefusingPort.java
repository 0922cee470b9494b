package digestbot.outside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A port that refuses all connections: it is taken, so that nobody else gets it, and nobody listens.
/// Linux lets a server that asks for this port listen there meanwhile; afterwards it refuses again.
public final class RefusingPort implements AutoCloseable {

    private final Socket taken = new Socket();

    public RefusingPort() {
        try {
            taken.setReuseAddress(true);
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int number() {
        return taken.getLocalPort();
    }

    @Override
    public void close() {
        try {
            taken.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
