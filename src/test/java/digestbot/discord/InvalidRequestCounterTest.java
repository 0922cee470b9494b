package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvalidRequestCounterTest {

    private final AtomicLong nanos = new AtomicLong(1_000);
    private final InvalidRequestCounter invalid = new InvalidRequestCounter(3, nanos::get);
    private final OkHttpClient client =
            new OkHttpClient.Builder().addInterceptor(invalid).build();
    private HttpServer server;

    /// Starts a server that answers with the status that the path names.
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("shared")) {
                exchange.getResponseHeaders().set("X-RateLimit-Scope", "shared");
            }
            exchange.sendResponseHeaders(Integer.parseInt(path.substring(1, 4)), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void nothingGoesOnceTooManyWereRefusedInTenMinutes() throws IOException {
        get("401");
        get("403");
        assertThat(invalid.pause()).isZero();
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        get("429");
        assertThat(invalid.pause()).isEqualTo(Duration.ofMinutes(8));
        nanos.addAndGet(Duration.ofMinutes(8).toNanos());
        assertThat(invalid.pause()).isZero();
    }

    @Test
    void countsNothingElse() throws IOException {
        for (String answer : new String[] {"200", "400", "404", "500", "429shared"}) {
            get(answer);
        }
        get("403");
        get("403");
        assertThat(invalid.pause()).isZero();
    }

    private void get(String path) throws IOException {
        var request = new Request.Builder()
                .url("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path)
                .build();
        client.newCall(request).execute().close();
    }
}
