package digestbot.delivery.sending;

import static digestbot.delivery.sending.DeliveryFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.audience.Subscriber;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.ScriptedMessenger.Request;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.Deferred;
import digestbot.delivery.api.SendResult.FormatRefused;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.Rejected;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.ThreadGone;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.api.SendResult.Unreachable;
import digestbot.delivery.retries.FailedRetries;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every outcome from the request to the stored state.
@Tag("database")
class OutcomesTest {

    private static final ThreadGone CLOSED = new ThreadGone(Outcome.TOPIC_CLOSED, "TOPIC_CLOSED");
    private static final ThreadGone DELETED = new ThreadGone(Outcome.TOPIC_DELETED, "message thread not found");

    private static final String CLOSED_HERE =
            "The thread for us-china is closed, so its digests arrive here until it is open again."
                    + " To move them, use /settings in another thread.";

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private final ScriptedMessenger messenger = fixture.messenger;

    @Test
    void sendsOnceMoreAsPlainTextWhatHasFormattingThatIsRefused() {
        messenger.next(1, new FormatRefused("can't parse entities"));
        fixture.say(1, "one", "two");
        fixture.deliver(1);
        fixture.assertTexts(1, "one", ScriptedMessenger.PLAIN + "one", "two");
        assertThat(messenger.requests()).extracting(Request::nonce).containsExactly("1-0", "1-0", "1-1");
        fixture.assertRows("SELECT attempts || ' ' || claim FROM delivery", "1 1");
    }

    @Test
    void failsAsRefusedWhatIsRefusedAsPlainTextToo() {
        messenger.next(1, new FormatRefused("can't parse entities"), new Rejected("message is too long"));
        messenger.next(2, new FormatRefused("can't parse entities"), new FormatRefused("still not"));
        fixture.say(1, "one");
        fixture.say(2, "two");
        fixture.dispatchUntil("failed", 2);
        assertThat(failures()).containsExactly("refused message is too long", "refused still not");
        assertThat(messenger.count()).isEqualTo(4);
    }

    @Test
    void editsOnceMoreAsPlainTextToo() {
        messenger.next(1, new FormatRefused("can't parse entities"));
        fixture.write(
                tx -> fixture.outbox.replace(tx, DeliveryFixture.chat(1), DeliveryFixture.content("new"), 0, "m-77"));
        fixture.deliver(1);
        fixture.assertTexts(1, "new", ScriptedMessenger.PLAIN + "new");
        assertThat(messenger.requests())
                .extracting(Request::edits)
                .allMatch(edits -> edits.orElseThrow().equals("m-77"));
    }

    @Test
    void whatAClosedTopicRefusesGoesToItsChatAndTheNextDeliveryTriesTheTopicAgain() {
        fixture.subscribe(1, TOPIC, 42);
        messenger.next(1, new Sent("a"), CLOSED);
        fixture.publish("Thursday*3");
        fixture.deliver(2);
        assertThat(fixture.threads(1)).containsExactlyInAnyOrder(42L, 42L, 0L, 0L, 0L);
        assertThat(messenger.requests())
                .filteredOn(request -> request.thread() == 0)
                .extracting(Request::text)
                .containsExactlyInAnyOrder("Thursday r1 2/3", "Thursday r1 3/3", CLOSED_HERE);
        fixture.assertRows("SELECT thread FROM subscription", "42");
        fixture.publish("Friday");
        fixture.await("sent", 3);
        assertThat(fixture.threads(1)).endsWith(42L);
    }

    @Test
    void aChatHearsOnceThatItsTopicIsClosedAndAgainOfAnother() {
        Subscriber subscriber = fixture.subscribe(1, TOPIC, 42);
        messenger.next(1, CLOSED);
        fixture.dispatch();
        fixture.publish("Thursday");
        fixture.await("sent", 2);
        messenger.next(1, CLOSED);
        fixture.publish("Friday");
        fixture.await("sent", 3);
        fixture.write(tx -> fixture.subscriptions.subscribe(tx, subscriber.number(), TOPIC, 43));
        messenger.next(1, CLOSED);
        fixture.publish("Saturday");
        fixture.await("sent", 5);
        assertThat(messenger.texts(1)).filteredOn(CLOSED_HERE::equals).hasSize(2);
    }

    @Test
    void aChatThatTakesNothingOutsideOfItsTopicsGetsWhatGoesToTheOthers() {
        fixture.addTopic("trade");
        fixture.subscribe(1, TOPIC, 42);
        fixture.subscribe(1, "trade", 7);
        messenger.otherwise(request -> request.thread() == 7 ? new Sent("a") : CLOSED);
        fixture.dispatch();
        fixture.publish("Thursday");
        fixture.await("failed", 2);
        fixture.publish("trade", "Trade");
        fixture.await("sent", 1);
        assertThat(failures()).containsExactly("no-rights TOPIC_CLOSED", "no-rights TOPIC_CLOSED");
        fixture.assertRows("SELECT count(*) FROM subscriber WHERE paused_reason IS NULL", "1");
    }

    @Test
    void whatIsOwedToADeletedTopicGoesToItsChatFromThenOn() {
        fixture.addTopic("trade");
        fixture.subscribe(1, TOPIC, 42);
        Subscriber subscriber = fixture.subscribe(1, "trade", 7);
        messenger.next(1, DELETED);
        fixture.publish("Thursday");
        fixture.publish("Friday");
        fixture.publish("trade", "Trade");
        fixture.deliver(4);
        assertThat(fixture.threads(1)).startsWith(42L).containsExactlyInAnyOrder(42L, 0L, 0L, 0L, 7L);
        assertThat(messenger.texts(1))
                .contains("The thread for us-china was deleted, so its digests now arrive here. To move them, use"
                        + " /settings in another thread.");
        assertThat(fixture.database.read(tx -> fixture.stored.of(tx, subscriber.number())).stream()
                        .map(listed -> listed.subscription().topic() + " "
                                + listed.subscription().thread()))
                .containsExactlyInAnyOrder("us-china 0", "trade 7");
    }

    @Test
    void newTopicsDoNotGoToADeletedTopicEither() {
        Subscriber subscriber = fixture.subscribe(1, TOPIC, 42);
        fixture.write(tx -> fixture.subscriptions.setAllTopics(tx, subscriber.number(), true, 42));
        messenger.next(1, DELETED);
        fixture.publish("Thursday");
        fixture.deliver(2);
        fixture.assertRows("SELECT all_topics_thread FROM subscriber", "0");
    }

    @Test
    void whereTheChatAroundADeletedTopicRefusesTooItIsPaused() {
        fixture.subscribe(1, TOPIC, 42);
        messenger.next(1, DELETED, new Unreachable(Outcome.KICKED, "bot was kicked"));
        fixture.publish("Thursday");
        fixture.dispatchUntil("failed", 1);
        assertThat(failures()).containsExactly("kicked bot was kicked");
        fixture.assertRows("SELECT paused_reason FROM subscriber", "bot was kicked");
    }

    private List<String> failures() {
        return fixture.rows("SELECT failure || ' ' || reason FROM delivery WHERE state = 'failed' ORDER BY number");
    }

    /// Changes of a digest between a delivery's failure and its retry.
    @Nested
    class Retries {

        @BeforeEach
        void open() {
            fixture.subscribe(1);
        }

        @Test
        void sendsTheRevisionThatIsTheNewestByNow() {
            fixture.messenger.next(1, new Rejected("no"));
            long digest = failed("=a");
            fixture.correct(digest, 2, "=corrected");
            retry();
            fixture.await("sent", 1);
            fixture.assertTexts(1, "a", "corrected");
            fixture.correct(digest, 3, "=once more");
            fixture.await("sent", 2);
            assertThat(fixture.messenger.texts(1)).last().isEqualTo("once more");
        }

        @Test
        void correctsWhatHadBegunInAnOlderRevision() {
            fixture.messenger.next(1, new Sent("x"), new Rejected("no"));
            long digest = failed("=a|b");
            fixture.correct(digest, 2, "=A|B");
            fixture.await("sent", 1);
            retry();
            fixture.await("sent", 3);
            fixture.assertTexts(1, "a", "b", "A", "b", "B");
        }

        @Test
        void leavesWhatWasWithdrawnAndIsOwedAnew() {
            fixture.messenger.next(1, new Rejected("no"));
            long digest = failed("=a");
            fixture.withdraw(digest);
            fixture.publishAgain(digest, 2, "=b");
            fixture.await("sent", 1);
            assertThat(retry().skipped()).isEqualTo(1);
            fixture.assertTexts(1, "a", "b");
        }

        @Test
        void reachesAChatThatComesBackLater() {
            fixture.messenger.next(1, new Unreachable("blocked by the user"));
            failed("=a");
            fixture.clock.pass(Duration.ofDays(2));
            assertThat(retry().paused()).isEqualTo(1);
            fixture.clock.pass(Duration.ofHours(23));
            fixture.back(1);
            fixture.await("sent", 1);
            fixture.assertTexts(1, "a", "a");
        }

        private long failed(String title) {
            long digest = fixture.publish(title);
            fixture.dispatchUntil("failed", 1);
            return digest;
        }

        private FailedRetries.RetryCounts retry() {
            FailedRetries.RetryCounts retried =
                    new FailedRetries(fixture.database, fixture.clock).retry(Optional.empty(), _ -> {});
            fixture.outboxEvents.notifyListeners();
            return retried;
        }
    }

    @Nested
    class Logs {

        private final Logged log = Logged.by("digestbot.delivery");

        @AfterEach
        void close() {
            log.close();
        }

        @Test
        void saysOnceThatTheTokenIsRefusedAndOnceThatMessagesAreTakenAgain() {
            fixture.subscribeAll(15);
            fixture.messenger.otherwise(_ -> new NotSent(Outcome.TOKEN_REFUSED, "401 Unauthorized"));
            fixture.publish("Thursday");
            fixture.dispatch();
            fixture.awaitRest();
            fixture.messenger.otherwise(_ -> new Sent("m"));
            fixture.pass(Duration.ofSeconds(1));
            fixture.await("sent", 15);
            assertThat(log.from(Level.ERROR))
                    .containsExactly("sending to Telegram failed, retrying:"
                            + " The platform rejects the bot's token. (401 Unauthorized)");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(log.from(Level.INFO))
                            .anyMatch(line -> line.startsWith("Telegram accepts messages again")));
        }

        @Test
        void saysNothingOfAChatThatHasHadTooMuch() {
            fixture.publishTo(1, "Thursday");
            fixture.messenger.next(1, new RateLimited(Duration.ofSeconds(1), RateLimited.LimitScope.CHAT));
            fixture.dispatch();
            fixture.awaitRest();
            assertThat(fixture.messenger.requests()).hasSize(1);
            assertThat(log.from(Level.WARN)).isEmpty();
        }

        @Test
        void saysOnceOfAFloodThatThePlatformWantsAPause() {
            fixture.subscribeAll(10);
            fixture.messenger.otherwise(_ -> new RateLimited(Duration.ofSeconds(30), RateLimited.LimitScope.GLOBAL));
            fixture.publish("Thursday");
            fixture.dispatch();
            fixture.awaitRest();
            assertThat(log.from(Level.WARN))
                    .singleElement()
                    .asString()
                    .startsWith("Telegram: rate limited (429), pausing ");
        }
    }

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String NEVER_CLAIMED = "queued 0";

    @Test
    void nothingIsFixedWhileThePlatformRestsForLong() {
        fixture.subscribeAll(1_000);
        long digest = fixture.publish("Thursday");
        var first = new AtomicBoolean(true);
        fixture.messenger.otherwise(request -> first.getAndSet(false)
                ? new RateLimited(LONG, RateLimited.LimitScope.GLOBAL)
                : new Sent("m-" + request.nonce()));
        fixture.dispatch(new PlatformLimits(30, 1, 20), 32);
        fixture.pass(Duration.ofSeconds(2));
        fixture.awaitRest();
        assertThat(first).isFalse();
        fixture.assertRows("SELECT DISTINCT state || ' ' || claim FROM delivery WHERE state <> 'sent'", NEVER_CLAIMED);
        long sent = fixture.count("sent");
        fixture.correct(digest, 2, "Thursday");
        assertThat(fixture.rows("SELECT count(*) FROM delivery WHERE cause = 'correction'"))
                .as("only who has the old one gets a correction")
                .containsExactly(Long.toString(sent));
    }

    static List<SendResult> pauses() {
        return List.of(new NotSent("down"), new RateLimited(LONG, RateLimited.LimitScope.CHAT));
    }

    @ParameterizedTest
    @MethodSource("pauses")
    void theNewestRevisionGoesAfterAPause(SendResult pause) {
        refused(pause);
        fixture.closeSenders();
        fixture.clock.pass(LONG);
        fixture.deliver(1);
        fixture.assertTexts(1, "Thursday r1 1/2", "Friday r2");
        fixture.assertRows("SELECT count(*) FROM part", "1");
    }

    @Test
    void whatMayHaveArrivedGoesOnAsItBegan() {
        long digest = fixture.publishTo(1, "Thursday");
        fixture.messenger.next(1, new Unconfirmed("cut off"), new NotSent("down"));
        fixture.dispatch();
        awaitRow("queued 1 cut off");
        fixture.correct(digest, 2, "Thursday");
        fixture.pass(LONG);
        awaitRow("queued 2 down");
        fixture.pass(LONG);
        fixture.await("sent", 2);
        fixture.assertTexts(1, "Thursday r1", "Thursday r1", "Thursday r1", "Thursday r2");
    }

    @Test
    void itIsReadAsItsReaderWantsItByThen() {
        Subscriber subscriber = refused(new NotSent("down"));
        var chosen = new ReadingOptions(PerspectiveChoice.only(List.of("china")), Length.SHORT, Layout.STACKED);
        fixture.change(subscriber, DeliveryFixture.TOPIC, made -> made.withReading(chosen));
        fixture.pass(LONG);
        fixture.await("sent", 1);
        assertThat(fixture.fittedReader().reader().reading()).isEqualTo(chosen);
    }

    @Test
    void itIsGatheredWithWhatCameMeanwhile() {
        fixture.subscribe(1);
        fixture.publish(2, "Monday");
        fixture.messenger.next(1, new NotSent("down"));
        fixture.dispatch();
        awaitRow(NEVER_CLAIMED + " down");
        fixture.closeSenders();
        fixture.publish(3, "Tuesday");
        fixture.publish(4, "Wednesday");
        fixture.clock.pass(LONG);
        fixture.deliver(1);
        fixture.assertTexts(1, "Monday r1", "bundle of Monday@1, Tuesday@1, Wednesday@1; 2 points");
    }

    @Test
    void twoCorrectionsOfOneMessageStayApartWhenTheFirstComesBack() {
        long digest = fixture.publishTo(1, "Thursday");
        fixture.deliver(1);
        fixture.messenger.next(1, _ -> {
            fixture.correct(digest, 3, "Thursday");
            return new Deferred(LONG, "old");
        });
        fixture.correct(digest, 2, "Thursday");
        fixture.awaitRows("SELECT reason FROM delivery WHERE claim = 1 AND state = 'queued'", "old");
        fixture.pass(LONG);
        fixture.await("sent", 3);
        fixture.assertTexts(1, "Thursday r1", "Thursday r2", "Thursday r3");
    }

    /// The first edition was refused before anybody saw a part of it, and then corrected.
    private Subscriber refused(SendResult result) {
        Subscriber subscriber = fixture.subscribe(1);
        long digest = fixture.publish("Thursday*2");
        fixture.messenger.next(1, result);
        fixture.dispatch();
        fixture.awaitRows("SELECT state || ' ' || claim FROM delivery WHERE reason IS NOT NULL", NEVER_CLAIMED);
        fixture.correct(digest, 2, "Friday");
        return subscriber;
    }

    private void awaitRow(String row) {
        fixture.awaitRows("SELECT state || ' ' || claim || ' ' || reason FROM delivery WHERE number = 1", row);
    }
}
