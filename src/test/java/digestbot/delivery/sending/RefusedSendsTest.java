package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.Sent;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log while nothing can be sent.
class RefusedSendsTest {

    @TempDir
    Path folder;

    private final Logged log = Logged.by("digestbot.delivery");
    private DeliveryFixture fixture;

    @BeforeEach
    void open() {
        fixture = new DeliveryFixture(folder.resolve("d.sqlite"));
    }

    @AfterEach
    void close() {
        fixture.close();
        log.close();
    }

    @Test
    void saysOnceThatTheTokenIsRefusedAndOnceThatMessagesAreTakenAgain() {
        fixture.subscribeAll(15);
        fixture.messenger.otherwise(_ -> new NotSent(Outcome.TOKEN_REFUSED, "401 Unauthorized"));
        fixture.publish("Thursday");
        fixture.dispatch();
        awaitRequests(15);
        fixture.messenger.otherwise(_ -> new Sent("m"));
        fixture.pass(Duration.ofSeconds(1));
        fixture.await("sent", 15);
        assertThat(log.from(Level.ERROR))
                .containsExactly("sending to Telegram failed, retrying:"
                        + " The platform rejects the bot's token. (401 Unauthorized)");
        Awaitility.await()
                .until(() -> log.from(Level.INFO).stream()
                        .anyMatch(line -> line.startsWith("Telegram accepts messages again")));
    }

    @Test
    void saysNothingOfAChatThatHasHadTooMuch() {
        fixture.subscribe(1);
        fixture.publish("Thursday");
        fixture.messenger.next(1, new RateLimited(Duration.ofSeconds(1), RateLimited.LimitScope.CHAT));
        fixture.dispatch();
        awaitRequests(1);
        assertThat(log.from(Level.WARN)).isEmpty();
    }

    @Test
    void saysOnceOfAFloodThatThePlatformWantsAPause() {
        fixture.subscribeAll(10);
        fixture.messenger.otherwise(_ -> new RateLimited(Duration.ofSeconds(30), RateLimited.LimitScope.GLOBAL));
        fixture.publish("Thursday");
        fixture.dispatch();
        Awaitility.await()
                .until(() -> fixture.rows("SELECT count(*) FROM delivery WHERE state = 'in_flight'")
                                .getFirst()
                                .equals("0")
                        && fixture.messenger.count() > 0);
        assertThat(log.from(Level.WARN))
                .singleElement()
                .asString()
                .startsWith("Telegram: rate limited (429), pausing ");
    }

    private void awaitRequests(int requests) {
        Awaitility.await().until(() -> fixture.messenger.count() == requests && fixture.count("in_flight") == 0);
    }
}
