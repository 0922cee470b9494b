package digestbot.delivery.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.sending.DeliveryFixture;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("database")
class FanOutsTest {

    private static final Audience EVERYONE = Audience.of(Set.copyOf(Platform.chats()));
    private static final String DELIVERIES = """
            SELECT u.platform || ' ' || u.chat_id || ' ' || d.thread || ' ' || d.state
            FROM delivery d JOIN subscriber u ON u.number = d.subscriber ORDER BY u.number, d.number
            """;

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private FanOuts fanOuts;

    @BeforeEach
    void open() {
        fixture.addTopic("trade");
        fanOuts = new FanOuts(fixture.outboxEvents, fixture.clock);
    }

    @Test
    void goesToWhoeverSubscribedAndWantsAnnouncements() {
        variousPeople();
        assertThat(count(EVERYONE)).isEqualTo(Map.of(Platform.TELEGRAM, 2L, Platform.DISCORD, 1L));
        planAll(share("Hello"), EVERYONE);
        assertThat(fixture.rows(DELIVERIES))
                .containsExactly("telegram 1 0 queued", "telegram -5 77 queued", "discord 6 0 queued");
    }

    @Test
    void goesToAThreadOnlyWhereNothingComesToTheChatItself() {
        variousPeople();
        fixture.write(tx -> {
            long forum = fixture.subscriptions
                    .subscriber(tx, new Chat(Platform.TELEGRAM, -5, ChatType.GROUP, "Forum"), Preferences.DEFAULT)
                    .number();
            fixture.subscriptions.subscribe(tx, forum, DeliveryFixture.TOPIC, 0);
        });
        planAll(share("Hello"), EVERYONE);
        assertThat(fixture.rows(DELIVERIES)).contains("telegram -5 0 queued").doesNotContain("telegram -5 77 queued");
    }

    @Test
    void goesToTheChatWhereEachTopicHasAThreadOfItsOwn() {
        Subscriber reader = fixture.subscribe(1);
        fixture.write(tx -> fixture.subscriptions.subscribe(tx, reader.number(), DeliveryFixture.TOPIC, 9));
        fixture.write(tx -> fixture.subscriptions.setOwnThreads(tx, reader.number(), true));
        planAll(share("Hello"), EVERYONE);
        planAll(share("Hello again"), Audience.of(Set.copyOf(Platform.chats())).of(DeliveryFixture.TOPIC));
        assertThat(fixture.rows(DELIVERIES)).containsExactly("telegram 1 0 queued", "telegram 1 0 queued");
    }

    @Test
    void goesToOnePlatformAlone() {
        variousPeople();
        var telegram = Audience.of(Set.of(Platform.TELEGRAM));
        assertThat(count(telegram)).isEqualTo(Map.of(Platform.TELEGRAM, 2L));
        planAll(share("Hello"), telegram);
        assertThat(fixture.rows(DELIVERIES)).containsExactly("telegram 1 0 queued", "telegram -5 77 queued");
    }

    @Test
    void goesWhereATopicsDigestsGo() {
        variousPeople();
        var trade = Audience.of(Set.copyOf(Platform.chats())).of("TRADE");
        assertThat(count(trade)).isEqualTo(Map.of(Platform.TELEGRAM, 1L));
        planAll(share("Hello"), trade);
        assertThat(fixture.rows(DELIVERIES)).containsExactly("telegram -5 77 queued");
    }

    @Test
    void isStoredOnceThoughItIsPlannedAgain() {
        fixture.subscribeAll(10);
        long shared = share("Hello");
        planAll(shared, EVERYONE);
        planAll(shared, EVERYONE);
        assertThat(fixture.count("queued")).isEqualTo(10);
    }

    @Test
    void isRenderedOnceForAll() {
        fixture.subscribeAll(50);
        planAll(share("Hello"), EVERYONE);
        fixture.deliver(50);
        assertThat(fixture.messenger.texts(50)).containsExactly("Hello");
        assertThat(fixture.messenger.renderings).hasValue(1);
    }

    @Test
    void saysHowManyGotItAndWhyOthersDidNot() {
        fixture.subscribeAll(6);
        fixture.messenger.next(2, new SendResult.Unreachable("blocked"));
        fixture.messenger.next(3, new SendResult.Rejected("message refused by chat 7001234567"));
        fixture.messenger.next(4, new SendResult.Rejected("message refused by chat -1007654321"));
        long shared = share("Hello");
        planAll(shared, EVERYONE);
        fixture.unreachable(5, "kicked");
        fixture.deliver(2);
        fixture.await("failed", 3);
        assertThat(progress(shared)).isEqualTo(new FanOutProgress(0, 2, 2, Map.of("message refused by chat …", 2L), 0));
    }

    @Test
    void cancelsWhatIsNotOnItsWay() throws Exception {
        fixture.subscribeAll(5);
        var held = new CountDownLatch(1);
        fixture.messenger.otherwise(request -> {
            awaitOpen(held);
            return new SendResult.Sent("m");
        });
        long shared = share("Hello");
        planAll(shared, EVERYONE);
        fixture.dispatch(new PlatformLimits(1, 1, 0), 1);
        await().until(() -> fixture.messenger.count() > 0);
        long claimed = fixture.count("in_flight");
        fixture.write(tx -> assertThat(fanOuts.cancel(tx, shared, "stopped")).isFalse());
        assertThat(progress(shared).cancelled()).isEqualTo(5 - claimed);
        held.countDown();
        fixture.await("sent", claimed);
    }

    @ParameterizedTest
    @CsvSource({
        "queued, queued, 'cancelled, queued'",
        "sent, queued, 'sent, cancelled'",
        "queued, sent, 'cancelled, sent'",
        "in_flight, queued, 'in_flight, cancelled'",
        "queued, in_flight, 'cancelled, in_flight'",
        "failed, sent, 'failed, sent'",
        "sent, sent, 'sent, sent'",
        "queued, cancelled, 'queued, cancelled'",
        "paused, failed, 'queued, failed'"
    })
    void twoChatsThatBecomeOneGetItOnce(String old, String present, String after) {
        fixture.subscribe(1);
        fixture.subscribe(2);
        long shared = share("Hello");
        planAll(shared, EVERYONE);
        fixture.write(tx -> {
            tx.handle().execute("UPDATE delivery SET state = ?, reason = 'x' WHERE number = 1", old);
            tx.handle().execute("UPDATE delivery SET state = ?, reason = 'x' WHERE number = 2", present);
        });
        fixture.move(1, 2);
        assertThat(String.join(", ", fixture.rows("SELECT state FROM delivery ORDER BY number")))
                .isEqualTo(after);
        assertThat(fixture.rows("SELECT count(DISTINCT subscriber) FROM delivery"))
                .containsExactly("1");
        assertThat(progress(shared).all()).isEqualTo(1);
    }

    @Test
    void anAnswerDoesNotWaitBehindIt() {
        fixture.subscribeAll(2_000);
        planAll(share("Hello"), EVERYONE);
        fixture.dispatch(new PlatformLimits(100, 1, 0), 32);
        await().until(() -> fixture.messenger.count() > 50);
        long before = System.nanoTime();
        fixture.say(3_000, "Today's digest");
        await().pollInterval(Duration.ofMillis(2))
                .until(() -> fixture.messenger.texts(3_000).contains("Today's digest"));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        assertThat(fixture.count("queued")).isPositive();
    }

    @Test
    @Tag("sqlite")
    void planningAHundredThousandHoldsUpNobodyElse() {
        fixture.subscribeAll(100_000);
        long start = System.nanoTime();
        assertThat(count(EVERYONE)).isEqualTo(Map.of(Platform.TELEGRAM, 100_000L));
        long counted = System.nanoTime() - start;
        long shared = share("Hello");
        List<Long> times = new ArrayList<>();
        OptionalLong after = OptionalLong.of(0);
        while (after.isPresent()) {
            long from = after.getAsLong();
            long before = System.nanoTime();
            after = fixture.database.write(tx -> fanOuts.plan(tx, shared, EVERYONE, from));
            times.add(System.nanoTime() - before);
        }
        long before = System.nanoTime();
        assertThat(progress(shared).waiting()).isEqualTo(100_000);
        long asked = System.nanoTime() - before;
        long whole = times.stream().mapToLong(Long::longValue).sum();
        long longest = Collections.max(times);
        System.out.printf(
                "100,000 counted in %d ms, planned in %d transactions, %d ms altogether, the longest %d ms; progress asked in %d ms%n",
                counted / 1_000_000, times.size(), whole / 1_000_000, longest / 1_000_000, asked / 1_000_000);
        Collections.sort(times);
        // The median, as a machine under load may delay any one of them.
        assertThat(Duration.ofNanos(times.get(times.size() / 2))).isLessThan(Duration.ofMillis(100));
    }

    private void variousPeople() {
        fixture.subscribe(1);
        fixture.subscribe(2);
        fixture.unreachable(2, "blocked");
        Subscriber quiet = fixture.subscribe(3);
        fixture.prefer(quiet, new Preferences("en", ZoneId.of("UTC"), Optional.empty(), false, true));
        fixture.say(4, "no subscription");
        fixture.execute("DELETE FROM delivery");
        fixture.write(tx -> {
            var forum = new Chat(Platform.TELEGRAM, -5, ChatType.GROUP, "Forum");
            long number = fixture.subscriptions
                    .subscriber(tx, forum, Preferences.DEFAULT)
                    .number();
            fixture.subscriptions.subscribe(tx, number, "trade", 77);
            var direct = new Chat(Platform.DISCORD, 6, ChatType.PRIVATE, "");
            long other = fixture.subscriptions
                    .subscriber(tx, direct, Preferences.DEFAULT)
                    .number();
            fixture.subscriptions.subscribe(tx, other, DeliveryFixture.TOPIC, 0);
        });
    }

    private long share(String text) {
        return fixture.database.write(tx -> fanOuts.create(tx, DeliveryFixture.content(text)));
    }

    private void planAll(long shared, Audience audience) {
        OptionalLong after = OptionalLong.of(0);
        while (after.isPresent()) {
            long from = after.getAsLong();
            after = fixture.database.write(tx -> fanOuts.plan(tx, shared, audience, from));
        }
    }

    private Map<Platform, Long> count(Audience audience) {
        return fixture.database.read(tx -> fanOuts.count(tx, audience));
    }

    private FanOutProgress progress(long shared) {
        return fixture.database.read(tx -> fanOuts.progress(tx, shared));
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
