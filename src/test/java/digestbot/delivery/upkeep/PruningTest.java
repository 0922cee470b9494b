package digestbot.delivery.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.audience.WordKind;
import digestbot.audience.vote.TestVotes;
import digestbot.audience.vote.VoteStore;
import digestbot.database.MaintenanceTime;
import digestbot.database.QueryPlans;
import digestbot.database.TestDatabase;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.fanout.FanOutStore.FanOutProgress;
import digestbot.delivery.fanout.RecipientFilter;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.delivery.status.ViewCountStore;
import digestbot.delivery.status.ViewCountStore.ViewTrigger;
import digestbot.delivery.status.ViewCountStore.ViewedPart;
import digestbot.delivery.upkeep.Upkeep.Progress;
import digestbot.delivery.upkeep.Upkeep.PruningStore;
import digestbot.delivery.upkeep.Upkeep.PruningStore.Before;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class PruningTest {

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private Upkeep pruning;

    @BeforeEach
    void open() {
        pruning = pruning();
    }

    private Upkeep pruning() {
        return new Upkeep(
                fixture.database,
                0,
                new MaintenanceTime(LocalTime.of(3, 15), ZoneOffset.UTC),
                fixture.clock,
                System::nanoTime);
    }

    @Test
    void whatWasSentGoesWithItsItemsAndPartsWhenItCanBeCorrectedNoLonger() {
        fixture.publishTo(1, "Monday*3");
        fixture.say(2, "an answer");
        fixture.deliver(2);
        fixture.pass(Upkeep.REPLY_RETENTION);
        assertThat(pruning.prune()).isZero();
        fixture.pass(Duration.ofSeconds(1));
        assertThat(pruning.prune()).isEqualTo(1);
        fixture.assertRows("SELECT cause FROM delivery", "digest");
        fixture.pass(Upkeep.DIGEST_RETENTION.minus(Upkeep.REPLY_RETENTION).minusSeconds(1));
        assertThat(pruning.prune()).isZero();
        assertThat(fixture.rows("SELECT message_id FROM part WHERE delivery = 1"))
                .hasSize(3);
        fixture.pass(Duration.ofSeconds(1));
        assertThat(pruning.prune()).isEqualTo(1);
        fixture.assertRows("SELECT delivery FROM part UNION ALL SELECT delivery FROM delivery_item");
    }

    @Test
    void countsStayForThirteenMonths() {
        fixture.publishTo(1, "Monday");
        fixture.deliver(1);
        fixture.database.writeWithoutResult(tx -> new ViewCountStore()
                .count(
                        tx,
                        1,
                        ViewedPart.Whole.OVERVIEW,
                        ViewTrigger.COMMAND_OR_MENU,
                        Platform.TELEGRAM,
                        LocalDate.ofInstant(fixture.clock.instant(), ZoneOffset.UTC)));
        fixture.pass(DeliveryHistoryStore.KEPT.minus(Duration.ofHours(1)));
        pruning.prune();
        assertThat(counts()).containsExactly("hours 1", "views 1");
        fixture.pass(Duration.ofDays(1).plusHours(1));
        pruning.prune();
        assertThat(counts()).containsExactly("hours 0", "views 0");
        assertThat(fixture.rows("SELECT deliveries FROM digest_total WHERE outcome = 'sent'"))
                .as("the totals stay with the digest")
                .containsExactly("1");
    }

    private List<String> counts() {
        return fixture.rows("SELECT 'hours ' || count(*) FROM delivery_hour UNION ALL"
                + " SELECT 'views ' || count(*) FROM view_count");
    }

    @Test
    void votesGoWhenNobodyCanVoteAnyLongerAndTheirTotalsStay() {
        long digest = fixture.publish("Monday");
        TestVotes.cast(fixture.database, digest, 1, 2, 1, fixture.clock.instant());
        fixture.pass(VoteStore.OPEN.minusSeconds(1));
        pruning.pruneIfDue();
        assertThat(fixture.rows("SELECT voter FROM vote")).hasSize(3);
        fixture.pass(Duration.ofDays(1));
        pruning.pruneIfDue();
        fixture.assertRows("SELECT voter FROM vote");
        fixture.assertRows("SELECT balanced || '|' || one_sided FROM vote_count", "2|1");
    }

    @Test
    void aWordThatWasMutedForATimeGoesAfterIt() {
        long number = fixture.subscribe(1).number();
        fixture.write(tx -> {
            for (String word : List.of("steel", "oil")) {
                fixture.subscriptions.addWord(tx, number, WordKind.MUTE, word, word, 0);
            }
            fixture.subscriptions.muteUntil(
                    tx, number, 1, 1, fixture.clock.instant().plus(Duration.ofDays(30)));
        });
        fixture.pass(Duration.ofDays(30));
        pruning.prune();
        fixture.assertRows("SELECT word FROM word ORDER BY number", "steel", "oil");
        fixture.pass(Duration.ofSeconds(1));
        pruning.prune();
        fixture.assertRows("SELECT word FROM word", "oil");
    }

    @Test
    void whatIsOwedHeldOrOnItsWayStaysForEver() {
        fixture.publishTo(1, "Monday");
        fixture.publish("Tuesday");
        fixture.publish("Wednesday");
        fixture.execute("UPDATE delivery SET state = CASE number WHEN 2 THEN 'paused' WHEN 3 THEN 'in_flight'"
                + " ELSE 'queued' END");
        fixture.pass(Duration.ofDays(400));
        assertThat(pruning.prune()).isZero();
        fixture.assertRows("SELECT state FROM delivery", "queued", "paused", "in_flight");
    }

    @Test
    void whatFailedStaysUntilNobodySendsItAgain() {
        fixture.publishTo(1, "Monday");
        fixture.say(1, "an answer");
        settle("failed");
        fixture.pass(Upkeep.FAILED_RETENTION);
        assertThat(pruning.prune()).isZero();
        fixture.pass(Duration.ofSeconds(1));
        assertThat(pruning.prune()).isEqualTo(2);
    }

    @Test
    void whatACorrectionEditsStaysAsLongAsTheCorrection() {
        fixture.publishTo(1, "Monday");
        settle("sent");
        fixture.pass(Duration.ofDays(13));
        fixture.say(1, "a correction");
        fixture.execute("UPDATE delivery SET cause = 'correction', corrects = 1, priority = 2 WHERE number = 2");
        fixture.pass(Duration.ofDays(13));
        assertThat(pruning.prune()).isZero();
        settle("sent");
        fixture.pass(Duration.ofDays(15));
        assertThat(pruning.prune()).isEqualTo(1);
        assertThat(pruning.prune()).isEqualTo(1);
        fixture.assertRows("SELECT number FROM delivery");
    }

    @Test
    void whatIsStillPlannedStays() {
        long digest = fixture.publishTo(1, "Monday");
        settle("sent");
        fixture.execute("INSERT INTO planning (digest, task) VALUES (?, 'correct')", digest);
        fixture.pass(Duration.ofDays(15));
        assertThat(pruning.prune()).isZero();
        fixture.execute("DELETE FROM planning");
        assertThat(pruning.prune()).isEqualTo(1);
    }

    @Test
    void aFanOutKeepsItsFiguresWhenItsDeliveriesAreGone() {
        fixture.subscribeAll(5);
        var fanOuts = new FanOutStore(fixture.outboxEvents, fixture.clock);
        long shared = fanOut();
        broadcast(shared, false);
        fixture.write(tx -> {
            tx.execute("UPDATE delivery SET state = 'failed', reason = 'too long' WHERE number IN (1, 2)");
            tx.execute("UPDATE delivery SET state = 'failed', reason = 'gone', unreachable = 1 WHERE number = 3");
            tx.execute("UPDATE delivery SET state = 'sent' WHERE number IN (4, 5)");
            tx.execute("UPDATE delivery SET settled_at = ?", fixture.clock.millis());
        });
        FanOutProgress before = fixture.database.read(tx -> fanOuts.progress(tx, shared));
        assertThat(before).isEqualTo(new FanOutProgress(0, 2, 1, Map.of("too long", 2L), 0));
        fixture.pass(Duration.ofDays(400));
        assertThat(pruning.prune()).as("while it is at work").isZero();
        fixture.execute("UPDATE broadcast SET ended_at = started_at, state = 'done'");
        assertThat(pruning.prune()).isEqualTo(5);
        FanOutProgress after = fixture.database.read(tx -> fanOuts.progress(tx, shared));
        assertThat(after).isEqualTo(before);
    }

    @Test
    void contentThatNobodyAnnouncedGoesWithTheLastDelivery() {
        fixture.subscribeAll(2);
        fanOut();
        settle("sent");
        fixture.pass(Duration.ofDays(15));
        assertThat(pruning.prune()).isEqualTo(2);
        fixture.assertRows("SELECT number FROM shared_content UNION ALL SELECT shared_content FROM pruned");
    }

    @Test
    void aBroadcastsReportGoesOnlyWhenItIsOver() {
        fixture.subscribeAll(1);
        long shared = fanOut();
        broadcast(shared, true);
        settle("sent");
        fixture.pass(Duration.ofDays(400));
        assertThat(pruning.prune()).isZero();
        fixture.execute("UPDATE broadcast SET ended_at = started_at, state = 'done'");
        assertThat(pruning.prune()).isEqualTo(2);
        fixture.assertRows("SELECT coalesce(CAST(report AS TEXT), 'none') FROM broadcast", "none");
    }

    @Test
    void numbersAreNotGivenAgain() {
        fixture.publishTo(1, "Monday");
        fixture.say(1, "an answer");
        settle("sent");
        fixture.pass(Duration.ofDays(15));
        assertThat(pruning.prune()).isEqualTo(2);
        fixture.publish("Tuesday");
        fixture.say(1, "another answer");
        fixture.assertRows("SELECT number FROM delivery", "3", "4");
        fixture.assertRows("SELECT delivery FROM delivery_item", "3");
    }

    @Test
    void isDoneOnceANight() {
        pruning.pruneIfDue();
        fixture.say(1, "an answer");
        settle("sent");
        fixture.pass(Duration.ofDays(8)); // it is 12:00
        pruning = pruning();
        pruning.pruneIfDue();
        assertThat(fixture.count("sent")).as("at the start").isOne();
        fixture.pass(Duration.ofMinutes(10));
        pruning.pruneIfDue();
        assertThat(fixture.count("sent")).isZero();
        fixture.say(1, "an answer");
        settle("sent");
        fixture.execute("UPDATE delivery SET created_at = 1, settled_at = 1");
        fixture.pass(Duration.ofHours(15)); // 03:10
        pruning.pruneIfDue();
        assertThat(fixture.count("sent")).isOne();
        fixture.pass(Duration.ofMinutes(5));
        pruning.pruneIfDue();
        assertThat(fixture.count("sent")).isZero();
    }

    @Test
    void whatLittleTookSaysNothingOfWhatMuchWouldTake() {
        pruning = new Upkeep(
                fixture.database,
                0,
                new MaintenanceTime(LocalTime.of(3, 15), ZoneOffset.UTC),
                fixture.clock,
                new AtomicLong()::incrementAndGet);
        fixture.subscribeAll(1_100);
        fixture.publish("Monday");
        fixture.execute("UPDATE delivery SET state = 'sent', settled_at = created_at WHERE number <= 20");
        fixture.pass(Duration.ofDays(15));
        assertThat(pruning.prune()).isEqualTo(20);
        settle("sent");
        fixture.pass(Duration.ofDays(15));
        List<Long> sizes = new ArrayList<>();
        step(new Progress(0, 0, false), sizes);
        assertThat(sizes).containsExactly(1_000L);
    }

    private Before before() {
        Instant now = fixture.clock.instant();
        return new Before(
                now.minus(Upkeep.REPLY_RETENTION),
                now.minus(Upkeep.DIGEST_RETENTION),
                now.minus(Upkeep.FAILED_RETENTION));
    }

    private Progress step(Progress progress, List<Long> sizes) {
        Progress after = pruning.step(progress, before());
        sizes.add(after.pruned() - progress.pruned());
        return after;
    }

    @Test
    void looksThroughNoTableForEachDelivery() {
        fixture.subscribeAll(2);
        fanOut();
        settle("sent");
        fixture.pass(Duration.ofDays(15));
        PruningStore store = new PruningStore();
        List<String> plans = fixture.database.write(tx -> QueryPlans.of(tx, asked -> {
            store.next(asked, 0, before(), 10);
            store.prune(asked, 0, 10, before());
        }));
        if (TestDatabase.isPostgres()) {
            assertThat(plans)
                    .as("for each fan-out that goes, not for each delivery, one is longer; few broadcasts are at work")
                    .filteredOn(step -> step.startsWith("SCAN"))
                    .filteredOn(step -> !step.matches("SCAN b(_\\d)? USING INDEX broadcast_at_work"))
                    .containsExactly("SCAN broadcast");
            return;
        }
        assertThat(plans)
                .as("the foreign keys' steps too; for each fan-out that goes, not for each delivery, some are longer")
                .filteredOn(step -> step.startsWith("SCAN"))
                .containsExactly("SCAN CONSTANT ROW", "SCAN broadcast", "SCAN broadcast", "SCAN broadcast");
        assertThat(plans)
                .as("which broadcasts are at work is asked once")
                .containsSequence(
                        "LIST SUBQUERY 3",
                        "COMPOUND QUERY",
                        "LEFT-MOST SUBQUERY",
                        "SEARCH b USING INDEX broadcast_by_start (started_at>?)")
                .containsSequence("LIST SUBQUERY 4", "SEARCH b USING INDEX broadcast_by_report (report>?)");
    }

    @Test
    void removesMuchALittleAtATime() {
        int chats = 1_500;
        fixture.subscribeAll(chats);
        fixture.publish("Monday");
        fixture.publish("Tuesday");
        fixture.execute("""
                INSERT INTO part (delivery, ordinal, message_id, sent_at)
                SELECT number, ordinal, 'm' || number, 1 FROM delivery, (SELECT 0 AS ordinal UNION ALL SELECT 1)
                """);
        settle("sent");
        fixture.publish("Wednesday");
        fixture.pass(Duration.ofDays(15));
        fixture.publish("Thursday");
        List<Long> sizes = new ArrayList<>();
        Progress progress = new Progress(0, 0, false);
        while (!progress.over()) {
            progress = step(progress, sizes);
        }
        assertThat(sizes).as("rows removed in each step").hasSizeGreaterThan(2);
        assertThat(progress.pruned()).isEqualTo(2L * chats);
        assertThat(fixture.count("queued")).isEqualTo(2L * chats);
        fixture.assertRows("SELECT count(*) FROM part", "0");
        fixture.assertRows("SELECT count(*) FROM delivery_item", String.valueOf(2 * chats));
    }

    private long fanOut() {
        return fixture.announce("news", RecipientFilter.EVERYONE);
    }

    private void broadcast(long shared, boolean reported) {
        fixture.write(tx -> {
            tx.execute(
                    "INSERT INTO broadcast (text, state, shared_content, created_at, started_at)"
                            + " VALUES ('news', 'running', ?, 1, 1)",
                    shared);
            if (reported) {
                long report = fixture.outbox.notice(tx, DeliveryFixture.chat(1), DeliveryFixture.content("so far"));
                tx.execute("UPDATE broadcast SET report = ?", report);
            }
        });
    }

    private void settle(String state) {
        fixture.execute(
                "UPDATE delivery SET state = ?, settled_at = ? WHERE state = 'queued'", state, fixture.clock.millis());
    }
}
