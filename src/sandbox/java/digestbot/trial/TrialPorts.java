package digestbot.trial;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/// 0 is any free port.
record TrialPorts(int page, int console, int telegram, int discord, int site) {

    static final TrialPorts FREE = new TrialPorts(0, 0, 0, 0, 0);

    private static final int DEFAULT_PORT = 8081;

    static TrialPorts defaults() {
        try {
            for (int port = DEFAULT_PORT; port < DEFAULT_PORT + 3; port++) {
                check(port);
            }
            return new TrialPorts(DEFAULT_PORT, DEFAULT_PORT + 1, 0, 0, DEFAULT_PORT + 2);
        } catch (IOException _) {
            return FREE;
        }
    }

    /// The given port for the page and the next four for the others; 0 is any free port.
    static TrialPorts from(int page) {
        return page == 0 ? FREE : new TrialPorts(page, page + 1, page + 2, page + 3, page + 4);
    }

    List<Integer> all() {
        return List.of(page, console, telegram, discord, site);
    }

    /// Returns the port; 0 is any free port.
    static int check(int port) throws IOException {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
