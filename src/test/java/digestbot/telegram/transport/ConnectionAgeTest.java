package digestbot.telegram.transport;

import static digestbot.telegram.transport.TransportFixture.LONG;
import static digestbot.telegram.transport.TransportFixture.SENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.outside.ScriptedServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionAgeTest {

    /// As many as no connection can answer before its age.
    private static final int MANY = 100_000;

    @Test
    void aConnectionIsReplacedAndClosedAtItsAgeThoughItIsBusy() throws Exception {
        try (var server = new ScriptedServer(ScriptedServer.json(200, SENT));
                var fixture = TransportFixture.to(server.port(), Duration.ofMillis(10), Duration.ofMillis(1))) {
            for (int i = 0; i < MANY && server.connections() < 8; i++) {
                assertThat(fixture.send(LONG).getMessageId()).isEqualTo(42);
            }
            await().until(server::ended, ended -> ended >= 7);
        }
    }
}
