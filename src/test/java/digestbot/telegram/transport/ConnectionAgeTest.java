package digestbot.telegram.transport;

import static digestbot.telegram.transport.TransportFixture.LONG;
import static digestbot.telegram.transport.TransportFixture.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.outside.ScriptedServer;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectionAgeTest {

    /// As api.telegram.org does, with a twentieth of its time.
    private static final ScriptedServer.Script CLOSING = new ScriptedServer.Script() {
        @Override
        public void accepted(Socket client) {
            CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(() -> close(client));
        }

        @Override
        public void answer(ScriptedServer.Received request, Socket client) throws IOException {
            ScriptedServer.json(200, SENT).answer(request, client);
        }
    };

    @Test
    void everyRequestIsAnsweredByAServerThatClosesConnectionsBusyOrNot() throws Exception {
        try (var server = new ScriptedServer(CLOSING);
                var fixture = TransportFixture.to(server.port(), Duration.ofMillis(100), Duration.ofMillis(10))) {
            while (server.connections() < 8) {
                assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
            }
        }
    }

    private static void close(Socket client) {
        try {
            client.close();
        } catch (IOException _) {
            // It is closed already.
        }
    }
}
