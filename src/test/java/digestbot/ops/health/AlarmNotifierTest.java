package digestbot.ops.health;

import static digestbot.delivery.sending.DeliveryFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import digestbot.audience.Platform;
import digestbot.database.BackupFolder.NightlyState;
import digestbot.database.StorageHealth.Outage;
import digestbot.database.Transaction;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.Rejected;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.outbox.StoredContent;
import digestbot.delivery.retries.FailedRetries;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.OverdueDigests;
import digestbot.markdown.PlainText;
import digestbot.ops.health.HeartbeatWriter.HeartbeatStore;
import digestbot.ops.notice.OperatorChat;
import digestbot.ops.notice.OperatorNotices;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class AlarmNotifierTest {

    private static final long ADMIN = 7;
    private static final LocalDate TODAY = LocalDate.of(2026, 2, 6);
    private static final String NOTHING_LEAVES =
            "Deliveries to Telegram are stuck: oldest due since Thu 5 Feb 12:02 UTC.";

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private AlarmNotifier alarms;
    private NightlyState backups = new NightlyState.Unknown();
    private final Set<Long> unserved = ConcurrentHashMap.newKeySet();
    private Optional<Outage> storage = Optional.empty();
    private boolean jobFails;
    private final Map<Platform, Heartbeat> beats = new EnumMap<>(Platform.class);

    private final List<String> late = new ArrayList<>();

    @BeforeEach
    void open() {
        fixture.messenger.otherwise(
                request -> unserved.contains(request.chat()) ? new NotSent("502") : new Sent("m-" + request.nonce()));
        fixture.dispatch();
        beat(Platform.TELEGRAM, true);
        beat(Platform.DISCORD, true);
        start();
    }

    /// As when the bot starts: nothing is in memory.
    private void start() {
        OperatorNotices notices = create();
        fixture.write(tx ->
                notices.registerOwner(tx, new OperatorChat(Platform.TELEGRAM, ADMIN, DeliveryFixture.chat(ADMIN))));
        pass(Duration.ofMinutes(2));
    }

    private OperatorNotices create() {
        OperatorNotices notices = new OperatorNotices(fixture.outbox, Set.of(), fixture.clock.both());
        var judge = new AlarmRules(
                new OverdueDigests(fixture.library, new LatePolicy(ZoneOffset.UTC, Duration.ofHours(2))),
                () -> backups,
                () -> storage,
                ZoneOffset.UTC);
        alarms = new AlarmNotifier(
                fixture.database,
                fixture.library,
                notices,
                judge,
                (_, digest) -> late.add(digest.topic().id() + " " + digest.day()),
                fixture.clock.both());
        return notices;
    }

    @Test
    void tellsOfAWebhookWhoseReceiverRefusesEventsAndWhenItTakesThemAgain() {
        fixture.write(tx -> {
            tx.handle().execute("INSERT INTO webhook (name) VALUES ('feed')");
            event(tx, "failed", "status 404");
        });
        every(Duration.ofMinutes(1), 2);
        assertThat(told())
                .containsExactly("Webhook “feed” hasn't accepted events since Thu 5 Feb 12:02 UTC: status 404.");
        fixture.write(tx -> event(tx, "sent", ""));
        pass(Duration.ofMinutes(1));
        assertThat(told()).last().isEqualTo("Webhook “feed” accepts events again after 3 min.");
    }

    @Test
    void tellsOfADigestThatIsNotWrittenFromItsFeedsUntilTheNextOneIs() {
        long now = fixture.clock.millis();
        String run = "INSERT INTO writing (topic, day, at, path, problem) VALUES ('us-china', '2026-02-05', ?, ?, ?)";
        fixture.write(tx -> tx.handle().execute(run, now, "", "No feed has a new article."));
        every(Duration.ofMinutes(1), 2);
        assertThat(told())
                .containsExactly("The digest of us-china that is written from feeds has had a problem since"
                        + " Thu 5 Feb 12:02 UTC: No feed has a new article.");
        fixture.write(tx -> tx.handle().execute(run, now, "a.md", ""));
        pass(Duration.ofMinutes(1));
        assertThat(told()).last().isEqualTo("The digest of us-china is written from feeds again after 3 min.");
    }

    private void event(Transaction tx, String state, String reason) {
        long now = fixture.clock.millis();
        tx.handle()
                .execute(
                        "INSERT INTO webhook_event (webhook, id, body, state, reason, stored_at, next_at, settled_at)"
                                + " VALUES ('feed', 'msg', '{}', ?, ?, ?, ?, ?)",
                        state,
                        reason,
                        now,
                        now,
                        now);
    }

    @Test
    void tellsOnceOfADigestThatIsLateAndOnceWhenItIsThere() {
        month(TODAY);
        at("2026-02-06T08:00:00Z");
        assertThat(told()).isEmpty();
        every(Duration.ofMinutes(1), 2);
        assertThat(told()).containsExactly("us-china is late: expected by Fri 6 Feb 06:00 UTC.");
        assertThat(late).containsExactly("us-china 2026-02-06");
        start();
        at("2026-02-06T09:30:00Z");
        digest(TODAY, "09:30:00");
        every(Duration.ofMinutes(1), 2);
        assertThat(told()).hasSize(2).last().isEqualTo("The us-china digest was received 3 h after its usual time.");
        fixture.assertRows("SELECT name FROM alarm");
    }

    @Test
    void saysTheTimeInTheOperatorsOwnZone() {
        fixture.execute(
                "INSERT INTO subscriber (platform, chat_id, kind, zone, created_at)"
                        + " VALUES ('telegram', ?, 'private', 'Europe/Berlin', 0)",
                ADMIN);
        month(TODAY);
        at("2026-02-06T08:01:00Z");
        assertThat(told()).containsExactly("us-china is late: expected by Fri 6 Feb 07:00 Europe/Berlin.");
    }

    @Test
    void aTopicThatEndedIsWaitedForAWeekAndThenNoMore() {
        month(TODAY);
        at("2026-02-13T05:59:00Z");
        assertThat(told()).hasSize(1);
        pass(Duration.ofMinutes(1));
        pass(Duration.ofDays(30));
        assertThat(told())
                .hasSize(2)
                .last()
                .isEqualTo(
                        "No us-china digest for a week (last expected Fri 6 Feb 06:00 UTC). Alarms for this topic are"
                                + " off until digests arrive regularly again.");
        fixture.assertRows("SELECT name FROM alarm");
    }

    @Test
    void aDigestThatWasTakenBackHadComeAllTheSame() {
        month(TODAY.plusDays(1));
        fixture.withdraw(
                Long.parseLong(fixture.rows("SELECT max(number) FROM digest").getFirst()));
        at("2026-02-06T09:00:00Z");
        assertThat(told()).isEmpty();
        at("2026-02-07T08:01:00Z");
        assertThat(told()).hasSize(1).first().asString().endsWith("expected by Sat 7 Feb 06:00 UTC.");
    }

    @Test
    void whatEndedWhileTheBotWasDownIsToldAtTheStart() {
        unserved.add(1L);
        fixture.publishTo(1, "Monday");
        every(Duration.ofMinutes(6), 3);
        assertThat(told()).containsExactly(NOTHING_LEAVES);
        fixture.closeSenders();
        fixture.execute("UPDATE delivery SET state = 'sent', settled_at = 1 WHERE cause = 'digest'");
        fixture.clock.pass(Duration.ofHours(5));
        fixture.dispatch();
        start();
        assertThat(told()).hasSize(2).last().isEqualTo("Deliveries to Telegram are working again after 5 h.");
    }

    /// The alarm itself is sent, and so are other digests.
    @Test
    void whatIsStuckIsToldOnceAndItsEndWhenItIsAway() {
        unserved.add(1L);
        fixture.publishTo(1, "Monday");
        every(Duration.ofMinutes(5), 2);
        assertThat(told()).as("after ten minutes").isEmpty();
        every(Duration.ofMinutes(5), 2);
        beat(Platform.TELEGRAM, false);
        every(Duration.ofMinutes(5), 1);
        beat(Platform.TELEGRAM, true);
        fixture.publishTo(2, "Tuesday");
        every(Duration.ofMinutes(5), 3);
        assertThat(told()).containsExactly(NOTHING_LEAVES);
        unserved.clear();
        every(Duration.ofMinutes(5), 2);
        assertThat(told()).hasSize(2).last().asString().startsWith("Deliveries to Telegram are working again after");
    }

    @Test
    void whatLastsBeyondARestartIsToldOnce() {
        unserved.add(1L);
        fixture.publishTo(1, "Monday");
        every(Duration.ofMinutes(6), 3);
        jobFails = true;
        every(Duration.ofMinutes(1), 2);
        jobFails = false;
        start();
        every(Duration.ofMinutes(1), 2);
        assertThat(told()).hasSize(2).first().isEqualTo(NOTHING_LEAVES);
        pass(Duration.ofMinutes(6));
        assertThat(told()).hasSize(3).last().isEqualTo("Job “digests” is working again after 14 min.");
    }

    @Test
    void whatIsTriedByHandOrAfterAPauseIsDueFromThenOn() {
        unserved.addAll(List.of(1L, 2L));
        fixture.subscribe(1);
        fixture.subscribe(2);
        fixture.stop(2);
        fixture.messenger.next(1, new Rejected("too long"));
        fixture.publish("Monday");
        pass(Duration.ofHours(5));
        fixture.resume(2);
        new FailedRetries(fixture.database, fixture.clock).retry(Optional.empty(), _ -> {});
        every(Duration.ofMinutes(2), 5);
        fixture.assertRows("SELECT DISTINCT state FROM delivery WHERE cause = 'digest'", "queued");
        assertThat(told()).isEmpty();
        every(Duration.ofMinutes(1), 2);
        assertThat(told()).hasSize(1).first().asString().endsWith("Thu 5 Feb 17:02 UTC.");
    }

    @Test
    void whatTheFirstCheckAfterASleepOfTheMachineFindsIsNotStuck() {
        unserved.add(1L);
        fixture.publishTo(1, "Monday");
        every(Duration.ofHours(5), 1);
        assertThat(told()).isEmpty();
        every(Duration.ofMinutes(1), 1);
        assertThat(told()).hasSize(1);
    }

    @Test
    void aBacklogThatMovesAndWhatIsHeldAreNoAlarm() {
        unserved.addAll(List.of(1L, 2L));
        fixture.subscribe(1);
        fixture.publishTo(2, "Monday");
        pass(Duration.ZERO);
        fixture.execute("UPDATE delivery SET state = 'paused' WHERE number = 1");
        fixture.clock.pass(Duration.ofMinutes(11));
        fixture.execute("INSERT INTO last_settled VALUES ('telegram', ?)", fixture.clock.millis());
        alarms.check();
        assertThat(told()).isEmpty();
        fixture.execute("UPDATE delivery SET state = 'cancelled' WHERE number = 2");
        pass(Duration.ofMinutes(10));
        assertThat(told()).isEmpty();
    }

    @Test
    void aPlatformThatIsNotConnectedIsToldOnTheOthersAndItsRecoveryOnAll() {
        beat(Platform.TELEGRAM, false);
        beat(Platform.DISCORD, false);
        pass(Duration.ZERO);
        pass(Duration.ofMinutes(10));
        assertThat(told()).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(told()).containsExactly("Discord has been disconnected since Thu 5 Feb 12:02 UTC. Retrying.");
        fixture.assertRows(
                "SELECT name || ' ' || detail FROM alarm", "platform:discord not well", "platform:telegram not well");
        // A bot that starts does not know since when a platform is disconnected: that is no
        // recovery.
        start();
        assertThat(told()).hasSize(1);
        beat(Platform.TELEGRAM, true);
        beat(Platform.DISCORD, true);
        pass(Duration.ofHours(2));
        assertThat(told())
                .hasSize(3)
                .contains("Telegram is connected again after 2 h.", "Discord is connected again after 2 h.");
    }

    /// A bot on Telegram alone has no other platform.
    @Test
    void anotherProgramThatPollsIsToldWhereItPolls() {
        beat(Platform.TELEGRAM.id(), new Heartbeat.HealthState(false, Heartbeat.RIVAL), Duration.ZERO);
        pass(Duration.ZERO);
        pass(Duration.ofMinutes(11));
        fixture.assertRows("SELECT platform FROM delivery WHERE cause = 'notice' ORDER BY number", "telegram");
        assertThat(told()).singleElement().asString().contains("Another program has been polling Telegram");
    }

    @Test
    void whatDoesNotLeaveWhereNothingIsConnectedIsNotToldBeside() {
        unserved.add(1L);
        fixture.publishTo(1, "Monday");
        beat(Platform.TELEGRAM, false);
        pass(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(20));
        fixture.assertRows("SELECT name FROM alarm", "platform:telegram");
    }

    @Test
    void aBackupThatFailedIsWellOnlyWhenOneWasMade() {
        backups = new NightlyState.BackupFailed(fixture.clock.instant(), "cannot copy: the disk is full");
        pass(Duration.ofMinutes(1));
        backups = new NightlyState.Unknown();
        start();
        pass(Duration.ofMinutes(40));
        assertThat(told())
                .containsExactly("Nightly backup failing since Thu 5 Feb 12:02 UTC; retrying hourly."
                        + " Reason: cannot copy: the disk is full");
        backups = new NightlyState.Made(fixture.clock.instant());
        every(Duration.ofMinutes(1), 2);
        assertThat(told()).hasSize(2).last().isEqualTo("The nightly backup is working again after 44 min.");
    }

    @Test
    void thatNothingCouldBeStoredForAMinuteIsToldIfThatCanBeStored() {
        failing(Duration.ofSeconds(59));
        pass(Duration.ZERO);
        assertThat(told()).isEmpty();
        failing(Duration.ofSeconds(60));
        pass(Duration.ZERO);
        assertThat(told())
                .containsExactly(
                        "Database writes failing since Thu 5 Feb 12:01 UTC; nothing is sent until this is fixed."
                                + " Reason: full");
        // It goes on after a restart, which knows nothing of before.
        failing(Duration.ZERO);
        start();
        assertThat(told()).hasSize(1);
        storage = Optional.empty();
        pass(Duration.ofMinutes(20));
        assertThat(told()).hasSize(2).last().isEqualTo("Database writes are working again after 23 min.");
    }

    @Test
    void thatNothingCouldBeStoredIsToldAfterwardsIfItCouldNotBeBefore() {
        fixture.execute("ALTER TABLE alarm RENAME TO no_alarm");
        fixture.execute("CREATE VIEW alarm AS SELECT DISTINCT * FROM no_alarm");
        for (int minute = 1; minute < 6; minute++) {
            failing(Duration.ofMinutes(minute));
            assertThatThrownBy(() -> pass(Duration.ofMinutes(1))).hasMessageContaining("alarm");
        }
        fixture.execute("DROP VIEW alarm");
        fixture.execute("ALTER TABLE no_alarm RENAME TO alarm");
        storage = Optional.empty();
        every(Duration.ofMinutes(1), 2);
        assertThat(told())
                .containsExactly(
                        "Database writes failing since Thu 5 Feb 12:01 UTC; nothing is sent until this is fixed."
                                + " Reason: full",
                        "Database writes are working again after 7 min.");
        fixture.assertRows("SELECT name FROM alarm");
    }

    /// Nothing could be stored for so long, until now.
    private void failing(Duration time) {
        Instant now = fixture.clock.instant();
        storage = Optional.of(new Outage(now.minus(time), now, "full"));
    }

    @Test
    void alarmsOfALaterVersionAreLeftToIt() {
        fixture.execute("INSERT INTO alarm (name, since, detail)"
                + " VALUES ('platform:matrix', 1, 'x'), ('stuck:matrix', 1, 'x'), ('memory', 1, 'x')");
        backups = new NightlyState.BackupFailed(fixture.clock.instant(), "full");
        pass(Duration.ofMinutes(1));
        assertThat(told()).hasSize(1);
        fixture.assertRows(
                "SELECT name FROM alarm ORDER BY name", "backup", "memory", "platform:matrix", "stuck:matrix");
    }

    @Test
    void looksAroundBeforeItTellsAnything() {
        backups = new NightlyState.BackupFailed(fixture.clock.instant(), "full");
        create();
        pass(Duration.ofMinutes(1));
        fixture.assertRows("SELECT name FROM alarm");
        pass(Duration.ofMinutes(1));
        fixture.assertRows("SELECT name FROM alarm", "backup");
    }

    @Test
    void tellsOnceOfAJobThatDoesNotWorkAndOnceWhenItDoes() {
        jobFails = true;
        every(Duration.ofMinutes(1), 2);
        assertThat(told()).hasSize(1).first().asString().endsWith("Reason: the disk does not answer");
        jobFails = false;
        pass(Duration.ofMinutes(8));
        assertThat(told()).hasSize(2).last().isEqualTo("Job “digests” is working again after 12 min.");
    }

    private void pass(Duration time) {
        awaitSender();
        fixture.pass(time);
        awaitSender();
        if (jobFails) {
            beat("job:digests", new Heartbeat.HealthState(false, "the disk does not answer"), Duration.ofMinutes(3));
        }
        alarms.check();
        fixture.outboxEvents.notifyListeners();
        awaitSender();
    }

    private void every(Duration time, int times) {
        for (int i = 0; i < times; i++) {
            pass(time);
        }
    }

    /// Waits until every delivery that may be sent now was tried: the first of each chat and lane.
    private void awaitSender() {
        await().pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> fixture.assertRows("""
                    SELECT 1 FROM delivery d WHERE state = 'in_flight' OR (state = 'queued' AND next_at <= %d
                    AND number = (SELECT min(number) FROM delivery WHERE subscriber = d.subscriber
                                  AND priority = d.priority AND state IN ('queued', 'in_flight')))
                    """.formatted(fixture.clock.millis())));
    }

    private void at(String instant) {
        pass(Duration.between(fixture.clock.instant(), Instant.parse(instant)));
    }

    /// A digest at six on each of the thirty days before.
    private void month(LocalDate end) {
        digests(end.minusDays(30).datesUntil(end), "06:00:00");
    }

    private void digest(LocalDate day, String time) {
        digests(Stream.of(day), time);
    }

    private void digests(Stream<LocalDate> days, String time) {
        fixture.write(tx -> {
            PreparedBatch batch = tx.handle().prepareBatch("""
                INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at, published_at)
                VALUES (?, ?, 'en', '', ?, 'published', 1, 'a title', ?, ?)\
                """);
            days.forEach(day -> {
                long at = Instant.parse(day + "T" + time + "Z").toEpochMilli();
                batch.add(DeliveryFixture.TOPIC, day.toString(), day + ".md", at, at);
            });
            batch.execute();
        });
    }

    private void beat(Platform platform, boolean well) {
        beats.compute(platform, (_, before) -> {
            Duration soFar = before != null && before.state().healthy() == well
                    ? Duration.between(before.since(), fixture.clock.instant())
                    : Duration.ZERO;
            return beat(platform.id(), new Heartbeat.HealthState(well, well ? "well" : "not well"), soFar);
        });
    }

    private Heartbeat beat(String part, Heartbeat.HealthState state, Duration soFar) {
        Instant now = fixture.clock.instant();
        var heartbeat = new Heartbeat("", part, now, state, now.minus(soFar));
        fixture.write(tx -> new HeartbeatStore().save(tx, heartbeat));
        return heartbeat;
    }

    private List<String> told() {
        return fixture.rows("SELECT content FROM delivery WHERE cause = 'notice' ORDER BY number").stream()
                .map(content -> PlainText.of(
                        StoredContent.content(content).panels().getFirst().body()))
                .toList();
    }
}
