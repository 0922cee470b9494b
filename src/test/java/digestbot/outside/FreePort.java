package digestbot.outside;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/// A port of this machine that nobody listens on, for a program that cannot choose one itself.
/// Nobody else gets the port until the program listens: no system gives one of this range to a
/// connection, or to a server that asks for any port; and other processes with tests see that it is
/// claimed.
public final class FreePort {

    private static final int FIRST = 20_000;

    /// Linux gives higher ports to connections; other systems begin later.
    private static final int END = 32_768;

    private static final int MOST_TRIES = 1_000;

    /// A port is claimed by the port for datagrams of the same number, until the process ends.
    private static final List<DatagramSocket> CLAIMS = new CopyOnWriteArrayList<>();

    private FreePort() {}

    /// Returns each port once.
    public static int find() throws IOException {
        for (int i = 0; i < MOST_TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isClaimed(port)) {
                return port;
            }
        }
        throw new BindException("no port from %d to %d is free".formatted(FIRST, END - 1));
    }

    private static boolean isClaimed(int port) throws IOException {
        var claim = new DatagramSocket(null);
        try (var listening = new ServerSocket()) {
            claim.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            listening.bind(new InetSocketAddress(port));
            CLAIMS.add(claim);
            return true;
        } catch (BindException _) {
            claim.close();
            return false;
        }
    }
}
