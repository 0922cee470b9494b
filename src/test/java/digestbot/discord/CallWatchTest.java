package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class CallWatchTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";

    @Test
    void aRequestWithoutAResponseIsEnded() throws Exception {
        assertThatThrownBy(() -> answer("", Duration.ofMillis(200)))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessage("timeout");
    }

    @Test
    void aResponseThatDoesNotEndIsEnded() throws Exception {
        assertThatThrownBy(() -> answer(HEAD + "He", Duration.ofMillis(200)))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessage("timeout");
    }

    @Test
    void aWholeResponseIsReturned() throws Exception {
        assertThat(answer(HEAD + "Hello", Duration.ofSeconds(30))).isEqualTo("Hello");
    }

    /// The body of the response, which a server sends and then keeps the connection open.
    private static String answer(String response, Duration longest) throws IOException {
        OkHttpClient http = new OkHttpClient.Builder()
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .addInterceptor(new CallWatch(longest))
                .build();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server, response));
            Request request = new Request.Builder()
                    .url("http://127.0.0.1:" + server.getLocalPort())
                    .build();
            try (Response answered = http.newCall(request).execute()) {
                return answered.body().string();
            }
        } finally {
            http.connectionPool().evictAll();
        }
    }

    private static void serve(ServerSocket server, String response) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(response.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            while (socket.getInputStream().read() >= 0) {
                // The client closes the connection.
            }
        } catch (IOException _) {
            // The test has ended.
        }
    }
}
