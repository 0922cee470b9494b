package digestbot.trial;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/// The ports of the page, the console, the simulators and the public site; 0 stands for any free port.
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

    /// The given port for the page and the next four for the console, the simulators and the site; 0
    /// stands for any free port.
    static TrialPorts from(int page) {
        return page == 0 ? FREE : new TrialPorts(page, page + 1, page + 2, page + 3, page + 4);
    }

    List<Integer> all() {
        return List.of(page, console, telegram, discord, site);
    }

    /// @param port a port; 0 for any free port
    /// @throws IOException if it cannot be used
    static int check(int port) throws IOException {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
