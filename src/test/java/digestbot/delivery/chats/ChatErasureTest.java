package digestbot.delivery.chats;

import static digestbot.delivery.sending.DeliveryFixture.chat;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.Subscriber;
import digestbot.audience.WordKind;
import digestbot.audience.vote.TestVotes;
import digestbot.content.Content;
import digestbot.database.MaintenanceTime;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Delivery.Part;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.outbox.Transition;
import digestbot.delivery.outbox.Transition.Settlement;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.delivery.sending.SettlementStore;
import digestbot.delivery.upkeep.Upkeep;
import digestbot.ops.notice.NoticeStore;
import digestbot.ops.notice.OperatorChat;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class ChatErasureTest {

    private static final long CHAT = 7_001_002_003L;
    private static final int DAYS = 180;

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private ChatErasure forgetting;

    @BeforeEach
    void open() {
        forgetting = new ChatErasure(TestVotes.SERVICE, fixture.clock);
    }

    private Upkeep silent(int days) {
        return new Upkeep(
                fixture.database,
                days,
                new MaintenanceTime(LocalTime.of(3, 15), ZoneOffset.UTC),
                fixture.clock,
                System::nanoTime);
    }

    private void forget(long chat) {
        fixture.write(tx -> forgetting.forget(tx, chat(chat).chat(), "de"));
    }

    private void see(long person) {
        fixture.write(tx ->
                new PersonStore().recordSeen(tx, new Person(Platform.TELEGRAM, person, "de"), fixture.clock.instant()));
    }

    @Test
    void nothingOfTheChatIsLeftInAnyTable() {
        Subscriber subscriber = fixture.subscribe(CHAT);
        long digest = fixture.publishTo(2, "Monday*3");
        fixture.say(CHAT, "an answer");
        fixture.deliver(3);
        fixture.correct(digest, 2, "Monday*2");
        fixture.await("sent", 5);
        fixture.closeSenders();
        fixture.publish("Tuesday");
        fixture.write(tx -> {
            fixture.subscriptions.addWord(tx, subscriber.number(), WordKind.FOLLOW, "tariffs", "Tariffs", 0);
            fixture.subscriptions.addWord(tx, subscriber.number(), WordKind.MUTE, "chips", "chips", 0);
        });
        forget(CHAT);
        fixture.assertRows("SELECT word FROM word");
        fixture.assertRows("SELECT number FROM delivery WHERE subscriber = " + subscriber.number());
        fixture.assertRows("SELECT delivery FROM part WHERE delivery NOT IN (SELECT number FROM delivery)"
                + " UNION ALL SELECT delivery FROM delivery_item WHERE delivery NOT IN (SELECT number FROM delivery)");
        assertThat(fixture.rows("SELECT subscriber FROM subscription")).hasSize(1);
        silent(0).forgetIfDue();
        fixture.assertRows("SELECT chat_id FROM subscriber", "2");
        fixture.assertRows("SELECT state FROM delivery ORDER BY number", "sent", "sent", "queued");
    }

    @Test
    void theAnswerStillLeavesAndIsThenForgottenToo() {
        fixture.publishTo(CHAT, "Monday");
        fixture.write(tx -> {
            forgetting.forget(tx, chat(CHAT).chat(), "de");
            fixture.outbox.reply(tx, chat(CHAT), "de", Content.text("Forgotten.", List.of()));
        });
        Upkeep upkeep = silent(0);
        upkeep.forgetIfDue();
        fixture.assertRows(
                "SELECT CASE WHEN content IS NULL THEN '0' ELSE '1' END || '|' || state FROM delivery", "1|queued");
        fixture.deliver(1);
        upkeep.forgetIfDue();
        fixture.assertRows("SELECT number FROM delivery UNION ALL SELECT number FROM subscriber");
    }

    @Test
    void whoSubscribesAgainAtOnceStays() {
        fixture.subscribe(CHAT);
        forget(CHAT);
        fixture.subscribe(CHAT);
        silent(0).forgetIfDue();
        fixture.assertRows("SELECT forgotten || '|' || broadcasts FROM subscriber", "0|1");
        assertThat(fixture.rows("SELECT topic FROM subscription")).hasSize(1);
    }

    @Test
    void whatIsOnItsWaySettlesIntoNothing() {
        fixture.subscribe(CHAT);
        fixture.publishTo(2, "Monday");
        var settlements = new SettlementStore(Platform.TELEGRAM, new OutboxEvents());
        fixture.execute("UPDATE delivery SET state = 'in_flight', claim = 1");
        forget(CHAT);
        long gone = 1;
        for (Transition transition : transitions()) {
            var settlement = new Settlement(new Claim.ClaimKey(gone, 1, Priority.DIGESTS), transition);
            fixture.write(tx -> settlements.settle(tx, List.of(settlement)));
        }
        fixture.assertRows("SELECT number || '|' || state FROM delivery", "2|in_flight");
        fixture.assertRows("SELECT chat_id || '|' || forgotten FROM subscriber ORDER BY number", "2|0", CHAT + "|1");
    }

    private List<Transition> transitions() {
        var now = fixture.clock.instant();
        return List.of(
                new Transition.Arrived(new Part(1, 0), "m", OptionalLong.empty(), now, Optional.empty(), true),
                new Transition.Requeued(Optional.empty(), false, Optional.empty(), now, now, 1),
                new Transition.Failed(Outcome.UNRENDERABLE, "broken", now),
                new Transition.Unreachable(Outcome.UNRENDERABLE, "blocked", false, now, 1, now),
                new Transition.LeftThread(chat(CHAT), true, "no thread", now, 1));
    }

    @Test
    void aRunningAnnouncementComesToItsEndWithoutThem() {
        fixture.subscribe(CHAT);
        fixture.subscribe(2);
        fixture.write(tx -> {
            tx.execute("INSERT INTO shared_content (content) VALUES ('{}')");
            tx.execute("""
                    INSERT INTO broadcast (by_platform, by_user, text, state, shared_content, started_at, created_at)
                    VALUES ('telegram', ?, 'hello', 'running', 1, 1, 1), ('telegram', ?, 'draft', 'draft', NULL, NULL, 1)
                    """, CHAT, CHAT);
            tx.execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, shared_content, created_at)
                    SELECT number, platform, 'broadcast', 3, 0, 0, 1, 0 FROM subscriber
                    """);
        });
        see(CHAT);
        forget(CHAT);
        fixture.write(tx -> forgetting.forget(tx, new Person(Platform.TELEGRAM, CHAT, "de")));
        fixture.assertRows("SELECT state || '|' || deliveries FROM pruned", "cancelled|1");
        fixture.assertRows(
                "SELECT state || '|' || coalesce(CAST(by_user AS TEXT), 'null') FROM broadcast", "running|null");
        fixture.assertRows("SELECT user_id FROM person");
    }

    @Test
    void whatAnOperatorWasToldGoesWithThemAndTheirVotesDo() {
        var notices = new NoticeStore();
        for (long person : List.of(CHAT, 2L)) {
            var operator = new OperatorChat(Platform.TELEGRAM, person, chat(person));
            fixture.write(
                    tx -> notices.putTold(tx, operator, "files", new NoticeStore.LastTold(9, fixture.clock.instant())));
        }
        long digest = fixture.publish("Monday");
        fixture.execute(
                "INSERT INTO held_notice (delivery, digest, platform, user_id, sent_at)"
                        + " VALUES (1, ?, 'telegram', ?, 0), (2, ?, 'telegram', 2, 0)",
                digest,
                CHAT,
                digest);
        for (long person : List.of(CHAT, 2L)) {
            fixture.write(tx -> new PersonStore().rememberName(tx, new Person(Platform.TELEGRAM, person, ""), "Ed"));
        }
        fixture.write(tx -> forgetting.forget(tx, new Person(Platform.TELEGRAM, CHAT, "de")));
        fixture.assertRows("SELECT user_id FROM operator_name", "2");
        fixture.assertRows("SELECT user_id FROM told", "2");
        fixture.assertRows("SELECT user_id FROM held_notice", "2");
        TestVotes.cast(fixture.database, digest, CHAT, 2, 1, fixture.clock.instant());
        fixture.write(tx -> forgetting.forget(tx, new Person(Platform.TELEGRAM, CHAT, "de")));
        fixture.assertRows("SELECT answer FROM vote ORDER BY answer", "balanced", "one-sided");
        fixture.assertRows("SELECT balanced || '|' || one_sided FROM vote_count", "1|1");
    }

    @Test
    void whoIsPausedAndSilentLongEnoughIsForgottenAndNobodyElse() {
        for (long chat : List.of(CHAT, 2L, 3L, 4L)) {
            fixture.subscribe(chat);
            see(chat);
        }
        fixture.publish("Monday");
        fixture.unreachable(CHAT, "blocked");
        fixture.stop(2);
        fixture.stop(3);
        fixture.pass(Duration.ofDays(1));
        fixture.back(3);
        see(3);
        fixture.pass(Duration.ofDays(DAYS - 1));
        assertThat(silent(DAYS).forgetSilent()).isZero();
        fixture.pass(Duration.ofSeconds(1));
        assertThat(silent(DAYS).forgetSilent()).isEqualTo(2);
        fixture.assertRows("SELECT chat_id FROM subscriber ORDER BY number", "3", "4");
        fixture.assertRows("SELECT user_id FROM person", "3", "4");
        fixture.pass(Duration.ofDays(1));
        assertThat(silent(DAYS).forgetSilent()).isEqualTo(1);
        fixture.unreachable(4, "blocked");
        assertThat(silent(DAYS).forgetSilent()).as("who was paused just now").isZero();
    }

    @Test
    void manySilentOnesGoAFewAtATimeAndOnlyOnceANightUnlessThatIsSwitchedOff() {
        fixture.subscribeAll(50);
        fixture.execute("UPDATE subscriber SET paused_reason = 'blocked', paused_at = 0");
        Upkeep off = silent(0);
        Upkeep upkeep = silent(DAYS);
        upkeep.forgetIfDue();
        fixture.pass(Duration.ofMinutes(10));
        off.forgetIfDue();
        assertThat(fixture.rows("SELECT number FROM subscriber")).hasSize(50);
        upkeep.forgetIfDue();
        fixture.assertRows("SELECT number FROM subscriber UNION ALL SELECT number FROM subscription");
    }
}
