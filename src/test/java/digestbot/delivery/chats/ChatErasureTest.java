package digestbot.delivery.chats;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.Subscriber;
import digestbot.content.Content;
import digestbot.database.NightlyHour;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.Part;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.outbox.Settlement;
import digestbot.delivery.outbox.Transition;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.delivery.sending.Dispatcher;
import digestbot.delivery.sending.SettlementStore;
import digestbot.delivery.upkeep.SilentChats;
import digestbot.notice.AdminNotices;
import digestbot.notice.NoticeSummaryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChatErasureTest {

    private static final long CHAT = 7_001_002_003L;
    private static final int DAYS = 180;

    @TempDir
    Path folder;

    private DeliveryFixture bed;
    private ChatErasure forgetting;

    @BeforeEach
    void open() {
        bed = new DeliveryFixture(folder.resolve("d.sqlite"));
        forgetting = new ChatErasure(bed.clock);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private SilentChats silent(int days) {
        return new SilentChats(bed.database, days, new NightlyHour(LocalTime.of(3, 15), ZoneOffset.UTC), bed.clock);
    }

    private void forget(long chat) {
        bed.write(tx -> forgetting.forget(tx, DeliveryFixture.chat(chat).chat(), "de"));
    }

    private void see(long person) {
        bed.write(tx -> new PersonStore().seen(tx, new Person(Platform.TELEGRAM, person, "de"), bed.clock.instant()));
    }

    @Test
    void nothingOfTheChatIsLeftInAnyTable() {
        Subscriber subscriber = bed.subscribe(CHAT);
        bed.subscribe(2);
        long digest = bed.publish("Monday*3");
        bed.say(CHAT, "an answer");
        Dispatcher<String> dispatcher = bed.dispatch();
        bed.await("sent", 3);
        bed.correct(digest, 2, "Monday*2");
        bed.await("sent", 5);
        dispatcher.close();
        bed.publish("Tuesday");
        forget(CHAT);
        assertThat(bed.rows("SELECT number FROM delivery WHERE subscriber = " + subscriber.number()))
                .isEmpty();
        assertThat(
                        bed.rows(
                                "SELECT delivery FROM part WHERE delivery NOT IN (SELECT number FROM delivery)"
                                        + " UNION ALL SELECT delivery FROM delivery_item WHERE delivery NOT IN (SELECT number FROM delivery)"))
                .isEmpty();
        assertThat(bed.rows("SELECT subscriber FROM subscription")).hasSize(1);
        silent(0).tend();
        assertThat(bed.rows("SELECT chat_id FROM subscriber")).containsExactly("2");
        assertThat(bed.rows("SELECT state FROM delivery ORDER BY number")).containsExactly("sent", "sent", "queued");
    }

    @Test
    void theAnswerStillLeavesAndIsThenForgottenToo() {
        bed.subscribe(CHAT);
        bed.publish("Monday");
        bed.write(tx -> {
            forgetting.forget(tx, DeliveryFixture.chat(CHAT).chat(), "de");
            bed.outbox.say(tx, DeliveryFixture.chat(CHAT), "de", Content.text("Forgotten.", List.of()));
        });
        SilentChats upkeep = silent(0);
        upkeep.tend();
        assertThat(bed.rows("SELECT (content IS NOT NULL) || '|' || state FROM delivery"))
                .containsExactly("1|queued");
        bed.dispatch();
        bed.await("sent", 1);
        upkeep.tend();
        assertThat(bed.rows("SELECT number FROM delivery UNION ALL SELECT number FROM subscriber"))
                .isEmpty();
    }

    @Test
    void whoSubscribesAgainAtOnceStays() {
        bed.subscribe(CHAT);
        forget(CHAT);
        bed.subscribe(CHAT);
        silent(0).tend();
        assertThat(bed.rows("SELECT forgotten || '|' || broadcasts FROM subscriber"))
                .containsExactly("0|1");
        assertThat(bed.rows("SELECT topic FROM subscription")).hasSize(1);
    }

    @Test
    void whatIsOnItsWaySettlesIntoNothing() {
        bed.subscribe(CHAT);
        bed.subscribe(2);
        bed.publish("Monday");
        var settlements = new SettlementStore(Platform.TELEGRAM, new OutboxEvents());
        bed.write(tx -> tx.handle().execute("UPDATE delivery SET state = 'in_flight', claim = 1"));
        forget(CHAT);
        long gone = 1;
        for (Transition transition : transitions()) {
            var settlement = new Settlement(new Claim.Key(gone, 1, Priority.DIGESTS), transition);
            bed.write(tx -> settlements.settle(tx, List.of(settlement)));
        }
        assertThat(bed.rows("SELECT number || '|' || state FROM delivery")).containsExactly("2|in_flight");
        assertThat(bed.rows("SELECT chat_id || '|' || forgotten FROM subscriber ORDER BY number"))
                .containsExactly("2|0", CHAT + "|1");
    }

    private List<Transition> transitions() {
        var now = bed.clock.instant();
        return List.of(
                new Transition.Sent(
                        new Transition.Arrived(new Part(1, 0), "m", OptionalLong.empty(), now, Optional.empty())),
                new Transition.Requeued(now, 1, Optional.empty()),
                new Transition.Failed(Outcome.UNRENDERABLE, "broken", now),
                new Transition.Unreachable(Outcome.UNRENDERABLE, "blocked", false, now, 1, now),
                new Transition.LeftThread(DeliveryFixture.chat(CHAT), true, "no thread", now, 1));
    }

    @Test
    void aRunningAnnouncementComesToItsEndWithoutThem() {
        bed.subscribe(CHAT);
        bed.subscribe(2);
        bed.write(tx -> {
            tx.handle().execute("INSERT INTO shared_content (content) VALUES ('{}')");
            tx.handle().execute("""
                    INSERT INTO broadcast (by_platform, by_user, text, state, shared, started_at, created_at)
                    VALUES ('telegram', ?, 'hello', 'running', 1, 1, 1), ('telegram', ?, 'draft', 'draft', NULL, NULL, 1)
                    """, CHAT, CHAT);
            tx.handle().execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, shared, created_at)
                    SELECT number, platform, 'broadcast', 3, 0, 0, 1, 0 FROM subscriber
                    """);
        });
        see(CHAT);
        forget(CHAT);
        bed.write(tx -> forgetting.forget(tx, new Person(Platform.TELEGRAM, CHAT, "de")));
        assertThat(bed.rows("SELECT state || '|' || deliveries FROM pruned")).containsExactly("cancelled|1");
        assertThat(bed.rows("SELECT state || '|' || coalesce(by_user, 'null') FROM broadcast"))
                .containsExactly("running|null");
        assertThat(bed.rows("SELECT user_id FROM person")).isEmpty();
    }

    @Test
    void whatAnOperatorWasToldTogetherGoesWithThem() {
        var summaries = new NoticeSummaryStore();
        for (long person : List.of(CHAT, 2L)) {
            var admin = new AdminNotices.Admin(Platform.TELEGRAM, person, DeliveryFixture.chat(person));
            bed.write(tx -> summaries.put(
                    tx, admin, "invalid-files", new NoticeSummaryStore.Told(1, 3, 9, bed.clock.instant())));
        }
        bed.write(tx -> forgetting.forget(tx, new Person(Platform.TELEGRAM, CHAT, "de")));
        assertThat(bed.rows("SELECT user_id FROM summary")).containsExactly("2");
    }

    @Test
    void whoIsPausedAndSilentLongEnoughIsForgottenAndNobodyElse() {
        for (long chat : List.of(CHAT, 2L, 3L, 4L)) {
            bed.subscribe(chat);
            see(chat);
        }
        bed.publish("Monday");
        bed.write(tx ->
                bed.subscriptions.unreachable(tx, DeliveryFixture.chat(CHAT).chat(), "blocked"));
        bed.write(tx -> bed.subscriptions.stop(tx, DeliveryFixture.chat(2).chat()));
        bed.write(tx -> bed.subscriptions.stop(tx, DeliveryFixture.chat(3).chat()));
        bed.pass(Duration.ofDays(1));
        bed.write(tx -> bed.subscriptions.back(tx, DeliveryFixture.chat(3).chat()));
        see(3);
        bed.pass(Duration.ofDays(DAYS - 1));
        assertThat(silent(DAYS).forgetSilent()).isZero();
        bed.pass(Duration.ofSeconds(1));
        assertThat(silent(DAYS).forgetSilent()).isEqualTo(2);
        assertThat(bed.rows("SELECT chat_id FROM subscriber ORDER BY number")).containsExactly("3", "4");
        assertThat(bed.rows("SELECT user_id FROM person")).containsExactly("3", "4");
        bed.pass(Duration.ofDays(1));
        assertThat(silent(DAYS).forgetSilent()).isEqualTo(1);
    }

    @Test
    void whoWasPausedJustNowIsKeptHoweverLongTheyReadInSilence() {
        bed.subscribe(CHAT);
        bed.pass(Duration.ofDays(DAYS + 1));
        bed.write(tx ->
                bed.subscriptions.unreachable(tx, DeliveryFixture.chat(CHAT).chat(), "blocked"));
        assertThat(silent(DAYS).forgetSilent()).isZero();
    }

    @Test
    void manySilentOnesGoAFewAtATimeAndOnlyOnceANight() {
        bed.subscribeAll(50);
        bed.write(tx -> tx.handle().execute("UPDATE subscriber SET paused_why = 'blocked', paused_at = 0"));
        SilentChats upkeep = silent(DAYS);
        upkeep.tend();
        assertThat(bed.rows("SELECT number FROM subscriber")).hasSize(50);
        bed.pass(Duration.ofMinutes(10));
        upkeep.tend();
        assertThat(bed.rows("SELECT number FROM subscriber UNION ALL SELECT number FROM subscription"))
                .isEmpty();
    }

    @Test
    void nobodyIsForgottenWhereThatIsSwitchedOff() {
        bed.subscribeAll(1);
        bed.write(tx -> tx.handle().execute("UPDATE subscriber SET paused_why = 'blocked', paused_at = 0"));
        SilentChats upkeep = silent(0);
        bed.pass(Duration.ofDays(1));
        upkeep.tend();
        assertThat(bed.rows("SELECT number FROM subscriber")).hasSize(1);
    }
}
