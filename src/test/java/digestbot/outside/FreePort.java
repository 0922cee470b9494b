package digestbot.outside;

import java.io.IOException;
import java.net.ServerSocket;

/// A port of this machine that nobody listens on.
public final class FreePort {

    private FreePort() {}

    /// Any such port, for a program that cannot choose one itself.
    public static int find() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
