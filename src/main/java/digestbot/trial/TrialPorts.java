package digestbot.trial;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/// The ports of the page, the console and the simulators; 0 stands for any free port.
record TrialPorts(int page, int console, int telegram, int discord) {

    /// Any free ports.
    static final TrialPorts FREE = new TrialPorts(0, 0, 0, 0);

    private static final int DEFAULT_PORT = 8081;

    /// The default ports for the page and the console, if both are free.
    static TrialPorts defaults() {
        try {
            check(DEFAULT_PORT);
            check(DEFAULT_PORT + 1);
            return new TrialPorts(DEFAULT_PORT, DEFAULT_PORT + 1, 0, 0);
        } catch (IOException _) {
            return FREE;
        }
    }

    /// The given port for the page and the next three for the console and the simulators; 0 stands for
    /// any free port.
    static TrialPorts from(int page) {
        return page == 0 ? FREE : new TrialPorts(page, page + 1, page + 2, page + 3);
    }

    List<Integer> all() {
        return List.of(page, console, telegram, discord);
    }

    /// @throws IOException if the port cannot be used
    static void check(int port) throws IOException {
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }
}
