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
import java.nio.file.Path;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FanOutsTest {

    private static final Audience EVERYONE = Audience.of(Set.of(Platform.values()));
    private static final String OWED = """
            SELECT u.platform || ' ' || u.chat_id || ' ' || d.thread || ' ' || d.state
            FROM delivery d JOIN subscriber u ON u.number = d.subscriber ORDER BY u.number, d.number
            """;

    @TempDir
    Path folder;

    private DeliveryFixture bed;
    private FanOuts fanOuts;

    @BeforeEach
    void open() {
        bed = new DeliveryFixture(folder.resolve("d.sqlite"));
        bed.write(tx -> DeliveryFixture.addTopic(tx, "trade"));
        fanOuts = new FanOuts(bed.outboxEvents, bed.clock);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void goesToWhoeverSubscribedAndWantsAnnouncements() {
        variousPeople();
        assertThat(count(EVERYONE)).isEqualTo(Map.of(Platform.TELEGRAM, 2L, Platform.DISCORD, 1L));
        planAll(share("Hello"), EVERYONE);
        assertThat(bed.rows(OWED))
                .containsExactly("telegram 1 0 queued", "telegram -5 77 queued", "discord 6 0 queued");
    }

    @Test
    void goesToAThreadOnlyWhereNothingComesToTheChatItself() {
        variousPeople();
        bed.write(tx -> {
            long forum = bed.subscriptions
                    .subscriber(tx, new Chat(Platform.TELEGRAM, -5, ChatType.GROUP, "Forum"), Preferences.DEFAULT)
                    .number();
            bed.subscriptions.subscribe(tx, forum, DeliveryFixture.TOPIC, 0);
        });
        planAll(share("Hello"), EVERYONE);
        assertThat(bed.rows(OWED)).contains("telegram -5 0 queued").doesNotContain("telegram -5 77 queued");
    }

    @Test
    void goesToOnePlatformAlone() {
        variousPeople();
        var telegram = Audience.of(Set.of(Platform.TELEGRAM));
        assertThat(count(telegram)).isEqualTo(Map.of(Platform.TELEGRAM, 2L));
        planAll(share("Hello"), telegram);
        assertThat(bed.rows(OWED)).containsExactly("telegram 1 0 queued", "telegram -5 77 queued");
    }

    @Test
    void goesWhereATopicsDigestsGo() {
        variousPeople();
        var trade = Audience.of(Set.of(Platform.values())).of("TRADE");
        assertThat(count(trade)).isEqualTo(Map.of(Platform.TELEGRAM, 1L));
        planAll(share("Hello"), trade);
        assertThat(bed.rows(OWED)).containsExactly("telegram -5 77 queued");
    }

    @Test
    void isOwedOnceThoughItIsPlannedAgain() {
        bed.subscribeAll(10);
        long shared = share("Hello");
        planAll(shared, EVERYONE);
        planAll(shared, EVERYONE);
        assertThat(bed.count("queued")).isEqualTo(10);
    }

    @Test
    void isRenderedOnceForAll() {
        bed.subscribeAll(50);
        planAll(share("Hello"), EVERYONE);
        bed.dispatch();
        bed.await("sent", 50);
        assertThat(bed.messenger.texts(50)).containsExactly("Hello");
        assertThat(bed.messenger.renderings).hasValue(1);
    }

    @Test
    void saysHowManyGotItAndWhyOthersDidNot() {
        bed.subscribeAll(6);
        bed.messenger.next(2, new SendResult.Unreachable("blocked"));
        bed.messenger.next(3, new SendResult.Rejected("message refused by chat 7001234567"));
        bed.messenger.next(4, new SendResult.Rejected("message refused by chat -1007654321"));
        long shared = share("Hello");
        planAll(shared, EVERYONE);
        bed.write(
                tx -> bed.subscriptions.unreachable(tx, DeliveryFixture.chat(5).chat(), "kicked"));
        bed.dispatch();
        bed.await("sent", 2);
        bed.await("failed", 3);
        assertThat(progress(shared)).isEqualTo(new FanOutProgress(0, 2, 2, Map.of("message refused by chat …", 2L), 0));
    }

    @Test
    void cancelsWhatIsNotOnItsWay() throws Exception {
        bed.subscribeAll(5);
        var held = new CountDownLatch(1);
        bed.messenger.otherwise(request -> {
            awaitOpen(held);
            return new SendResult.Sent("m");
        });
        long shared = share("Hello");
        planAll(shared, EVERYONE);
        bed.dispatch(new PlatformLimits(1, 1, 0), 1);
        await().until(() -> bed.messenger.count() > 0);
        long claimed = bed.count("in_flight");
        bed.write(tx -> assertThat(fanOuts.cancel(tx, shared, "stopped")).isFalse());
        assertThat(progress(shared).cancelled()).isEqualTo(5 - claimed);
        held.countDown();
        bed.await("sent", claimed);
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
        bed.subscribe(1);
        bed.subscribe(2);
        long shared = share("Hello");
        planAll(shared, EVERYONE);
        bed.write(tx -> {
            tx.handle().execute("UPDATE delivery SET state = ?, reason = 'x' WHERE number = 1", old);
            tx.handle().execute("UPDATE delivery SET state = ?, reason = 'x' WHERE number = 2", present);
        });
        bed.write(tx -> bed.subscriptions.moved(tx, DeliveryFixture.chat(1).chat(), 2));
        assertThat(String.join(", ", bed.rows("SELECT state FROM delivery ORDER BY number")))
                .isEqualTo(after);
        assertThat(bed.rows("SELECT count(DISTINCT subscriber) FROM delivery")).containsExactly("1");
        assertThat(progress(shared).all()).isEqualTo(1);
    }

    @Test
    void anAnswerDoesNotWaitBehindIt() {
        bed.subscribeAll(2_000);
        planAll(share("Hello"), EVERYONE);
        bed.dispatch(new PlatformLimits(100, 1, 0), 32);
        await().until(() -> bed.messenger.count() > 50);
        long before = System.nanoTime();
        bed.say(3_000, "Today's digest");
        await().pollInterval(Duration.ofMillis(2))
                .until(() -> bed.messenger.texts(3_000).contains("Today's digest"));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        assertThat(bed.count("queued")).isPositive();
    }

    @Test
    void planningAHundredThousandHoldsUpNobodyElse() {
        bed.subscribeAll(100_000);
        long start = System.nanoTime();
        assertThat(count(EVERYONE)).isEqualTo(Map.of(Platform.TELEGRAM, 100_000L));
        long counted = System.nanoTime() - start;
        long shared = share("Hello");
        List<Long> times = new ArrayList<>();
        OptionalLong after = OptionalLong.of(0);
        while (after.isPresent()) {
            long from = after.getAsLong();
            long before = System.nanoTime();
            after = bed.database.write(tx -> fanOuts.plan(tx, shared, EVERYONE, from));
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
        // The median, as a machine under load may stop any one of them.
        assertThat(Duration.ofNanos(times.get(times.size() / 2))).isLessThan(Duration.ofMillis(100));
    }

    private void variousPeople() {
        bed.subscribe(1);
        bed.subscribe(2);
        bed.write(
                tx -> bed.subscriptions.unreachable(tx, DeliveryFixture.chat(2).chat(), "blocked"));
        Subscriber quiet = bed.subscribe(3);
        bed.write(tx -> bed.subscriptions.change(
                tx, quiet.number(), new Preferences("en", ZoneId.of("UTC"), Optional.empty(), false, true)));
        bed.say(4, "no subscription");
        bed.write(tx -> tx.handle().execute("DELETE FROM delivery"));
        bed.write(tx -> {
            var forum = new Chat(Platform.TELEGRAM, -5, ChatType.GROUP, "Forum");
            long number =
                    bed.subscriptions.subscriber(tx, forum, Preferences.DEFAULT).number();
            bed.subscriptions.subscribe(tx, number, "trade", 77);
            var direct = new Chat(Platform.DISCORD, 6, ChatType.PRIVATE, "");
            long other = bed.subscriptions
                    .subscriber(tx, direct, Preferences.DEFAULT)
                    .number();
            bed.subscriptions.subscribe(tx, other, DeliveryFixture.TOPIC, 0);
        });
    }

    private long share(String text) {
        return bed.database.write(tx -> fanOuts.share(tx, DeliveryFixture.content(text)));
    }

    private void planAll(long shared, Audience audience) {
        OptionalLong after = OptionalLong.of(0);
        while (after.isPresent()) {
            long from = after.getAsLong();
            after = bed.database.write(tx -> fanOuts.plan(tx, shared, audience, from));
        }
    }

    private Map<Platform, Long> count(Audience audience) {
        return bed.database.read(tx -> fanOuts.count(tx, audience));
    }

    private FanOutProgress progress(long shared) {
        return bed.database.read(tx -> fanOuts.progress(tx, shared));
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
