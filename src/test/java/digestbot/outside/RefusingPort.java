package digestbot.outside;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A port that refuses all connections: it is taken, so that nobody else can listen there, and
/// nobody listens.
public final class RefusingPort implements AutoCloseable {

    private final Socket taken = new Socket();

    public RefusingPort() throws IOException {
        taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    public int number() {
        return taken.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        taken.close();
    }
}
