package digestbot.api.push;

import static digestbot.app.BotFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.api.push.PushFixture.Answer;
import digestbot.api.push.PushToken.PushSecret;
import digestbot.web.IpNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class PushAccessTest {

    private static final String TRADE = digest("trade", "2026-02-06", "A highlight");
    private static final String FILE = "pushed/trade+2026-02-06+en.md";

    @AutoClose
    private final PushFixture fixture;

    PushAccessTest(@TempDir Path base) throws IOException {
        fixture = new PushFixture(base);
    }

    @Test
    void aTokenIsNeeded() throws Exception {
        Answer none = fixture.send(fixture.request(TRADE.getBytes(StandardCharsets.UTF_8)));
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.response().headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"digests\"");
        assertThat(none.text("detail")).contains("“digestbot token”");
        assertThat(fixture.push(TRADE, PushSecret.random().reveal()).status()).isEqualTo(401);
        assertThat(fixture.push(TRADE, fixture.token.substring(0, fixture.token.length() - 1))
                        .status())
                .isEqualTo(401);
        assertThat(fixture.push(TRADE, "x".repeat(2_000)).status()).isEqualTo(401);
        assertThat(fixture.files()).isEmpty();
    }

    @Test
    void aTokenMayBeLimitedToTopics() throws Exception {
        assertThat(fixture.push(digest("Trade", "2026-02-06", "A highlight"), fixture.tradeToken)
                        .status())
                .isEqualTo(201);
        Answer refused = fixture.push(digest("energy", "2026-02-06", "A highlight"), fixture.tradeToken);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("detail")).contains("energy");
        assertThat(fixture.files()).containsExactly(FILE);
    }

    @Test
    void theLogHasNoToken() throws Exception {
        try (Logged logged = Logged.by("digestbot")) {
            fixture.push(TRADE);
            fixture.push("nothing", fixture.token + "x");
            assertThat(logged.from(Level.TRACE))
                    .anyMatch(line -> line.contains("pushed with the token pipeline"))
                    .noneMatch(line -> line.contains("dbt_"));
        }
        assertThat(PushSecret.of(fixture.token).orElseThrow()).hasToString("Token[…]");
    }

    @Test
    void failedAttemptsAreLimitedAndAValidTokenIsNot() throws Exception {
        for (int i = 0; i < PushRoutes.FAILURES_PER_MINUTE; i++) {
            assertThat(fixture.push(TRADE, "wrong").status()).isEqualTo(401);
        }
        Answer refused = fixture.push(TRADE, "wrong");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.response().headers().firstValueAsLong("Retry-After")).hasValue(3);
        assertThat(fixture.push(TRADE).status()).isEqualTo(201);
        fixture.nanos.addAndGet(3_000_000_000L);
        assertThat(fixture.push(TRADE, "wrong").status()).isEqualTo(401);
    }

    @Test
    void failedAttemptsAreCountedByClientOnlyBehindATrustedProxy(@TempDir Path other) throws IOException {
        int trusted;
        try (var behindProxy = new PushFixture(other, IpNetwork.LOOPBACK)) {
            trusted = statusOfAnotherClient(behindProxy);
        }
        assertThat(trusted).as("behind a trusted proxy").isEqualTo(401);
        assertThat(statusOfAnotherClient(fixture)).as("a forged header").isEqualTo(429);
    }

    /// The status of a client's request after another client has failed too often.
    private static int statusOfAnotherClient(PushFixture fixture) {
        for (int i = 0; i < PushRoutes.FAILURES_PER_MINUTE; i++) {
            assertThat(statusOfFailure(fixture, "192.0.2.1")).isEqualTo(401);
        }
        assertThat(statusOfFailure(fixture, "192.0.2.1")).isEqualTo(429);
        return statusOfFailure(fixture, "192.0.2.2");
    }

    private static int statusOfFailure(PushFixture fixture, String client) {
        return fixture.send(fixture.request(new byte[0]).header("X-Forwarded-For", client))
                .status();
    }

    @Test
    void pushesOfATokenAreLimited() throws Exception {
        for (int i = 0; i < PushRoutes.PUSHES_PER_MINUTE; i++) {
            assertThat(fixture.push(TRADE).status()).isBetween(200, 201);
        }
        Answer refused = fixture.push(TRADE);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.response().headers().firstValueAsLong("Retry-After")).hasValue(1);
        assertThat(fixture.push(TRADE, fixture.tradeToken).status()).isEqualTo(200);
        fixture.nanos.addAndGet(1_000_000_000L);
        assertThat(fixture.push(TRADE).status()).isEqualTo(200);
    }
}
