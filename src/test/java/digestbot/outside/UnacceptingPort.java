package digestbot.outside;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// A port that never accepts connections: its queue is full.
final class UnacceptingPort implements AutoCloseable {

    /// Linux admits one more than requested.
    private static final int QUEUE = 1;

    private static final int FULL_WITHIN_MILLIS = 200;

    private final ServerSocket socket = new ServerSocket();
    private final List<Socket> queue = new ArrayList<>();

    UnacceptingPort(int port) throws IOException {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), QUEUE);
        while (joins()) {
            // The queue has room.
        }
    }

    private boolean joins() throws IOException {
        var guest = new Socket();
        try {
            guest.connect(socket.getLocalSocketAddress(), FULL_WITHIN_MILLIS);
            queue.add(guest);
            return true;
        } catch (IOException _) {
            guest.close();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket guest : queue) {
            guest.close();
        }
        socket.close();
    }
}
