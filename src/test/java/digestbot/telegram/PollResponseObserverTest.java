package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.sun.net.httpserver.HttpServer;
import digestbot.Logged;
import digestbot.cluster.SeatTerm;
import digestbot.database.RepeatedFailureLog;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PollResponseObserverTest {

    private static final String CONFLICT = "{\"ok\":false,\"error_code\":409,\"description\":"
            + "\"Conflict: terminated by other getUpdates request\"}";

    /// Each program gets some of the updates, and refusals between them.
    @Test
    void twoProgramsThatPollWithOneTokenAreSaidOnce() throws Exception {
        var polls = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean refused = polls.incrementAndGet() % 2 == 1;
            byte[] answer = (refused ? CONFLICT : "{\"ok\":true,\"result\":[]}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(refused ? 409 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try (Logged log = Logged.by("digestbot.telegram")) {
            var failureLog = new RepeatedFailureLog(
                    LoggerFactory.getLogger(PollResponseObserver.class), "no updates", "updates again");
            var http = new OkHttpClient.Builder()
                    .addInterceptor(new PollResponseObserver(failureLog, SeatTerm.PERMANENT))
                    .build();
            var request = new Request.Builder()
                    .url("http://127.0.0.1:" + server.getAddress().getPort() + "/getUpdates")
                    .build();
            for (int i = 0; i < 20; i++) {
                http.newCall(request).execute().close();
            }
            assertThat(log.from(Level.ERROR))
                    .containsExactly("no updates: another program polls with this bot's token; stop one of the two");
            assertThat(log.from(Level.INFO)).hasSize(2);
        } finally {
            server.stop(0);
        }
    }
}
