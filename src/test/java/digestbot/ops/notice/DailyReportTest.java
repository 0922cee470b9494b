package digestbot.ops.notice;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.delivery.sending.DeliveryFixture;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A digest is published at noon, and the owner is told at one.
@Tag("database")
class DailyReportTest {

    private static final long OWNER = 7;

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private OperatorNotices notices;

    @BeforeEach
    void open() {
        notices = new OperatorNotices(fixture.outbox, Set.of(), fixture.clock.both());
        fixture.write(tx ->
                notices.registerOwner(tx, new OperatorChat(Platform.TELEGRAM, OWNER, DeliveryFixture.chat(OWNER))));
    }

    private void look() {
        look(Optional.of(LocalTime.of(13, 0)));
    }

    private void look(Optional<LocalTime> at) {
        new DailyReport(notices, at, ZoneOffset.UTC, Optional.empty(), fixture.clock).sendIfDue(fixture.database);
    }

    private void total(long digest, String outcome, int deliveries) {
        fixture.execute(
                "INSERT INTO digest_total (digest, platform, outcome, deliveries) VALUES (?, 'telegram', ?, ?)",
                digest,
                outcome,
                deliveries);
    }

    @Test
    void tellsOnceADayWhetherTheDigestsReachedEverybody() {
        long digest = fixture.publishOnly(DeliveryFixture.TOPIC, "News");
        total(digest, "planned", 1_690);
        total(digest, "sent", 1_676);
        total(digest, "cancelled", 5);
        total(digest, "blocked", 7);
        total(digest, "refused", 2);
        total(digest, "interacted", 570);
        fixture.execute(
                "INSERT INTO mistake (platform, user_id, digest, revision, words, created_at)"
                        + " VALUES ('telegram', 8, ?, 1, 'A name is wrong', ?)",
                digest,
                fixture.clock.millis());
        look();
        fixture.pass(Duration.ofHours(1));
        look();
        look();
        fixture.deliver(1);
        assertThat(fixture.messenger.texts(OWNER))
                .singleElement()
                .asString()
                .startsWith("Deliveries of the last 24 hours:")
                .contains("us-china: 1,676 of 1,685 delivered · 7 blocked the bot · 2 failed · 34% interacted"
                        + " · 1 mistake reported");
        fixture.pass(Duration.ofDays(1));
        look();
        assertThat(fixture.messenger.texts(OWNER)).as("a day without digests").hasSize(1);
    }

    @Test
    void saysByWhenTheLastMessageWasSent() {
        fixture.publishTo(8, "News");
        fixture.deliver(1);
        fixture.pass(Duration.ofHours(1));
        look();
        fixture.await("sent", 2);
        assertThat(fixture.messenger.texts(OWNER))
                .singleElement()
                .asString()
                .contains("us-china: 1 of 1 delivered by ", "text=Thu 5 Feb 12:00 UTC");
    }

    @Test
    void saysNothingHoursLaterOrIfItIsOff() {
        fixture.publishOnly(DeliveryFixture.TOPIC, "News");
        fixture.pass(Duration.ofHours(1));
        look(Optional.empty());
        fixture.pass(Duration.ofHours(2));
        look();
        assertThat(fixture.count("queued")).isZero();
    }
}
