package digestbot.delivery.sending;

import static digestbot.delivery.sending.DeliveryFixture.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Length;
import digestbot.audience.Platform;
import digestbot.audience.ReadingOptions;
import digestbot.audience.Subscriber;
import digestbot.content.Reader;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.RequestPermits;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.ScriptedMessenger.Request;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.ChatMoved;
import digestbot.delivery.api.SendResult.FormatRefused;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.api.SendResult.Unreachable;
import digestbot.delivery.fanout.RecipientFilter;
import digestbot.delivery.outbox.FittedReader;
import digestbot.delivery.sending.DeliveryFixture.TestTerm;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.assertj.core.api.Condition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class SenderTest {

    private static final ReadingOptions SHORT = ReadingOptions.DEFAULT.withLength(Length.SHORT);

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private final ScriptedMessenger messenger = fixture.messenger;

    @Test
    void deliversAndKeepsThePlatformsMessageIds() {
        long digest = fixture.publishTo(1, "Thursday*2");
        fixture.deliver(1);
        fixture.assertTexts(1, "Thursday r1 1/2", "Thursday r1 2/2");
        assertThat(messenger.requests()).extracting(Request::silent).containsExactly(false, true);
        assertThat(messenger.requests()).extracting(Request::nonce).doesNotHaveDuplicates();
        fixture.assertRows(
                "SELECT ordinal || ' ' || message_id || ' ' || view FROM part",
                "0 m-1-0 1:v:" + digest + ":o",
                "1 m-1-1 1:v:" + digest + ":o:1");
        fixture.assertRows("SELECT revision FROM delivery_item", "1");
        fixture.assertRows("SELECT attempts FROM delivery", "1");
        assertThat(fixture.fittedReader())
                .isEqualTo(new FittedReader(Reader.on(LocalDate.of(2026, 2, 5), "en"), Map.of()));
    }

    @Test
    void anErrorWhileAnAnswerIsJudgedKeepsNoRoom() {
        fixture.subscribeAll(8);
        fixture.publish("Thursday");
        for (long chat = 1; chat <= 3; chat++) {
            messenger.next(chat, _ -> {
                messenger.deaths.incrementAndGet();
                return new FormatRefused("no such tag");
            });
        }
        fixture.dispatch(UNLIMITED, 4);
        fixture.awaitRest();
        assertThat(fixture.count("sent")).isEqualTo(5);
        fixture.pass(Duration.ofMinutes(10));
        fixture.await("sent", 8);
    }

    @Test
    void whatCannotGoOnIsTriedAgainBeforeItsClaimIsOver() {
        fixture.publishTo(1, "Thursday");
        messenger.next(1, new FormatRefused("no such tag"));
        messenger.lastPlain.set(2);
        fixture.dispatch();
        fixture.awaitRest();
        assertThat(messenger.lastPlain).hasNonPositiveValue();
        fixture.pass(Duration.ofSeconds(61));
        fixture.await("sent", 1);
    }

    /// A preparation after a crash commits one by one; the first messages must not wait for all
    /// others.
    @Test
    void afterACrashTheFirstMessagesLeaveBeforeTheOthersArePrepared() {
        fixture.execute(
                "INSERT INTO dispatching (platform) VALUES (?)",
                messenger.platform().id());
        for (int chat = 1; chat <= 60; chat++) {
            fixture.say(chat, "text " + chat);
        }
        messenger.rendering = _ -> {
            if (messenger.renderings.get() > 16) {
                Awaitility.await("the first messages")
                        .untilAsserted(() -> assertThat(messenger.requests()).isNotEmpty());
            }
        };
        fixture.deliver(60);
        assertThat(messenger.requests()).hasSize(60);
    }

    @Test
    void anUnexpectedFailureEndsNoSending() {
        var fails = new AtomicBoolean(true);
        fixture.say(1, "one");
        fixture.dispatch(
                UNLIMITED,
                4,
                new TestTerm(
                        () -> {
                            if (Thread.currentThread().getName().endsWith(" pace") && fails.getAndSet(false)) {
                                throw new IllegalStateException("for the test");
                            }
                            return true;
                        },
                        _ -> {}));
        fixture.await("sent", 1);
    }

    /// Otherwise a new reply, or something urgent, waits until all of them are sent.
    @Test
    void claimsNoMoreRepliesThanCanBeInFlightAndTwiceAsManyOthers() {
        fixture.subscribeAll(20);
        fixture.publish("Thursday");
        for (int chat = 1; chat <= 20; chat++) {
            fixture.say(chat, "found");
        }
        fixture.dispatch(new PlatformLimits(4, 0, 0), 4); // which sends nothing in its first second
        fixture.await("in_flight", 4 + 8);
        fixture.awaitLook();
        fixture.assertRows(
                "SELECT priority || ' ' || count(*) FROM delivery WHERE state = 'in_flight' GROUP BY priority ORDER BY 1",
                "0 4",
                "1 8");
    }

    @Test
    void onlyRepliesLeaveWhileDeliveriesAreHeld() {
        var held = new AtomicBoolean(true);
        fixture.publishTo(1, "Thursday");
        fixture.dispatchHeldWhile(held::get);
        fixture.say(2, "an answer");
        fixture.awaitRest();
        assertThat(messenger.requests()).extracting(Request::text).containsExactly("an answer");
        held.set(false);
        fixture.pass(Duration.ZERO);
        fixture.await("sent", 2);
        fixture.assertTexts(1, "Thursday r1");
    }

    @Test
    void rendersAFanOutOnce() {
        fixture.subscribeAll(100);
        fixture.publish("Thursday");
        fixture.deliver(100);
        assertThat(messenger.requests())
                .extracting(Request::chat)
                .doesNotHaveDuplicates()
                .hasSize(100);
        assertThat(messenger.renderings).hasValue(1);
    }

    @Test
    void keepsTheOrderOfAChatWhileOthersGo() {
        messenger.next(1, new NotSent("502"), new NotSent("502"));
        fixture.say(1, "one", "two");
        fixture.say(1, "three");
        fixture.say(2, "hello");
        fixture.dispatch();
        for (int second = 0; second < 3; second++) {
            fixture.awaitRest();
            fixture.assertTexts(2, "hello");
            assertThat(messenger.texts(1)).hasSize(second == 0 ? 1 : 2).containsOnly("one");
            fixture.pass(Duration.ofSeconds(1));
        }
        fixture.await("sent", 3);
        fixture.assertTexts(1, "one", "one", "one", "two", "three");
    }

    @Test
    void aChatThatHangsHoldsUpNobodyElse() {
        ScriptedMessenger.Hanging request = messenger.hang(1);
        fixture.subscribeAll(200);
        fixture.publish("Thursday");
        fixture.dispatch(UNLIMITED, 4);
        fixture.await("sent", 199);
        request.answer(new Sent("late"));
        fixture.await("sent", 200);
    }

    @Test
    void doesNotTryAgainWhatItsChatUnsubscribedFromMeanwhile() {
        ScriptedMessenger.Hanging request = messenger.hang(1);
        long subscriber = fixture.subscribe(1).number();
        fixture.publish("Thursday");
        fixture.dispatch();
        request.awaitAsked();
        fixture.write(tx -> fixture.subscriptions.unsubscribe(tx, subscriber, DeliveryFixture.TOPIC));
        request.answer(new NotSent("later"));
        fixture.awaitRows("SELECT state || ': ' || reason FROM delivery", "cancelled: unsubscribed");
    }

    @Test
    void joinsAChatThatMovedToOneThatIsKnown() {
        messenger.next(1, new ChatMoved(-1001));
        fixture.addTopic("trade");
        fixture.subscribe(1);
        fixture.subscribe(1, "trade");
        fixture.subscribe(-1001);
        fixture.publish("trade", "Trade");
        fixture.clock.pass(Duration.ofSeconds(1));
        fixture.publish("China");
        fixture.deliver(2);
        assertThat(messenger.texts(-1001)).containsExactlyInAnyOrder("Trade r1", "China r1");
        fixture.assertRows("SELECT chat_id FROM subscriber", "-1001");
        fixture.assertRows("SELECT topic FROM subscription ORDER BY topic", "trade", "us-china");
        assertThat(fixture.count("cancelled")).isEqualTo(1);
        assertThat(fixture.count("queued")).isZero();
    }

    @Test
    void doesNotChaseAChatThatMovesInACircle() {
        messenger.otherwise(request -> new ChatMoved(request.chat() == 1 ? 2 : 1));
        fixture.say(1, "hello");
        fixture.dispatch();
        fixture.awaitRows("SELECT state FROM delivery WHERE next_at > due_at", "queued");
        assertThat(messenger.requests()).extracting(Request::chat).containsExactly(1L, 2L);
    }

    @Test
    void pausesAChatThatCannotBeReachedAndComesBackToIt() {
        messenger.next(1, new Unreachable(Outcome.KICKED, "bot was kicked"));
        fixture.publishTo(1, "Thursday");
        fixture.publish("Second");
        fixture.dispatchUntil("failed", 1);
        fixture.assertRows(
                "SELECT state || ' ' || reason || ' ' || coalesce(failure, '-') FROM delivery" + " ORDER BY number",
                "failed bot was kicked kicked",
                "paused bot was kicked -");
        fixture.assertRows("SELECT paused_reason FROM subscriber", "bot was kicked");
        fixture.back(1);
        fixture.await("sent", 1);
        fixture.assertTexts(1, "Thursday r1", "Second r1");
    }

    @Test
    void doesNotPauseAChatThatWroteWhileAMessageToItWasRefused() {
        messenger.next(1, _ -> {
            fixture.back(1);
            fixture.say(1, "the answer");
            return new Unreachable("chat not found");
        });
        fixture.publishTo(1, "Thursday");
        fixture.deliver(2);
        assertThat(messenger.texts(1))
                .contains("the answer")
                .haveExactly(2, new Condition<>("Thursday r1"::equals, ""));
        fixture.assertRows("SELECT count(*) FROM subscriber WHERE paused_reason IS NULL", "1");
    }

    @Test
    void pausesAChatThatWroteBeforeAMessageToItWasRefused() {
        fixture.subscribe(1);
        fixture.back(1);
        fixture.pass(Duration.ofMillis(1));
        messenger.next(1, new Unreachable("blocked by the user"));
        fixture.publish("Thursday");
        fixture.dispatchUntil("failed", 1);
        fixture.assertRows("SELECT paused_reason FROM subscriber", "blocked by the user");
    }

    @Test
    void goesOnAtThePartThatDidNotArrive() {
        messenger.next(1, new Sent("a"), new NotSent("502"), new NotSent("502"));
        long digest = fixture.publishTo(1, "Thursday*3");
        fixture.dispatch();
        fixture.awaitTexts(1, 2);
        fixture.awaitRows("SELECT attempts FROM delivery WHERE state = 'queued'", "1");
        fixture.revise(digest, 2, "Thursday*3");
        fixture.pass(Duration.ofSeconds(1));
        fixture.awaitTexts(1, 3);
        fixture.awaitRows("SELECT attempts FROM delivery WHERE state = 'queued'", "2");
        fixture.pass(Duration.ofSeconds(2));
        fixture.await("sent", 1);
        assertThat(messenger.texts(1))
                .as("the revision that it began with")
                .containsExactly(
                        "Thursday r1 1/3", "Thursday r1 2/3", "Thursday r1 2/3", "Thursday r1 2/3", "Thursday r1 3/3");
    }

    /// Deliveries for two seconds are claimed at a time. Two of sixteen requests are reserved for
    /// answers.
    @Test
    void aDigestGoesBeforeTheRestOfAnAnnouncementAndAnAnswerBeforeBoth() {
        int ahead = 80;
        int forOthers = 14;
        int readers = 20;
        CountDownLatch open = messenger.hold(_ -> true);
        fixture.subscribeAll(2_000);
        fixture.addTopic("trade");
        LongStream.rangeClosed(1, readers).forEach(chat -> fixture.subscribe(chat * 50, "trade"));
        fixture.announce("news", RecipientFilter.EVERYONE);
        fixture.dispatch(new PlatformLimits(ahead / 2, 0, 0), 16);
        passUntil("news", forOthers);
        fixture.publish("trade", "Thursday*2");
        fixture.say(1, "an answer");
        passUntil("an answer", 1); // while all others hang
        open.countDown();
        passUntil("Thursday r1 2/2", readers);

        List<String> texts = messenger.requests().stream().map(Request::text).toList();
        assertThat(texts.indexOf("an answer")).as("behind what was on its way").isEqualTo(forOthers);
        assertThat(texts.subList(0, texts.lastIndexOf("Thursday r1 2/2")))
                .as("the announcement's messages before the last part of the digest")
                .filteredOn("news"::equals)
                .hasSizeLessThanOrEqualTo(ahead);
    }

    /// Lets time pass, at most a minute, until there are so many requests.
    private void passUntil(String text, int requests) {
        for (int step = 0; step < 600 && sent(text) < requests; step++) {
            fixture.pass(Duration.ofMillis(100));
            fixture.awaitLook();
        }
        assertThat(sent(text)).as(text).isEqualTo(requests);
    }

    private long sent(String text) {
        return messenger.requests().stream()
                .filter(request -> request.text().equals(text))
                .count();
    }

    @Test
    void keepsToTheLimitOfAChatWithoutHoldingUpOthers() {
        fixture.say(1, "one", "two");
        fixture.say(2, "three");
        fixture.execute("UPDATE subscriber SET kind = 'group' WHERE chat_id = 1");
        fixture.dispatch(new PlatformLimits(0, 0, 1), 1);
        fixture.await("sent", 1);
        fixture.awaitLook();
        assertThat(messenger.requests()).extracting(Request::text).containsExactly("one", "three");
    }

    @Test
    void countsWhatAnotherProcessSentToAGroupInThisMinute() {
        fixture.say(1, "one", "two");
        fixture.execute("UPDATE subscriber SET kind = 'group' WHERE chat_id = 1");
        var twoInAMinute = new PlatformLimits(0, 0, 2);
        fixture.dispatch(twoInAMinute, 1);
        fixture.await("sent", 1);
        fixture.closeSenders();
        fixture.say(1, "three");
        fixture.say(2, "four");
        fixture.execute("UPDATE subscriber SET kind = 'group' WHERE chat_id = 1");
        fixture.dispatch(twoInAMinute, 1);
        fixture.await("sent", 2);
        fixture.awaitLook();
        fixture.assertTexts(2, "four");
        fixture.assertTexts(1, "one", "two");
    }

    @Test
    void countsWhatAnotherProcessMayHaveSentToAGroupBeforeItWasKilled() {
        fixture.say(1, "one");
        fixture.execute("UPDATE delivery SET state = 'in_flight', claim = 1, attempts = 1, lease_until = 1");
        fixture.execute("UPDATE subscriber SET kind = 'group'");
        fixture.say(2, "two");
        fixture.dispatch(new PlatformLimits(0, 0, 1), 1);
        fixture.await("sent", 1);
        fixture.awaitLook();
        assertThat(messenger.requests()).extracting(Request::text).containsExactly("two");
    }

    @Test
    void sendsNothingInTheSecondInWhichAnotherProcessSentLast() {
        fixture.say(1, "one");
        fixture.dispatch(new PlatformLimits(5, 0, 0), 1);
        fixture.await("in_flight", 1);
        fixture.pass(Duration.ofSeconds(1));
        fixture.awaitLook();
        assertThat(messenger.requests()).isEmpty();
        fixture.pass(Duration.ofMillis(10));
        fixture.await("sent", 1);
    }

    @Test
    void claimsAndSendsNothingInATermThatHasEnded() {
        var current = new AtomicBoolean(true);
        fixture.say(1, "one");
        fixture.dispatch(UNLIMITED, 32, new TestTerm(current::get, _ -> {}));
        fixture.await("sent", 1);
        current.set(false);
        fixture.say(1, "two");
        fixture.outboxEvents.notifyListeners();
        fixture.closeSenders();
        assertThat(fixture.count("queued")).isEqualTo(1);
        fixture.deliver(2);
        fixture.assertTexts(1, "one", "two");
    }

    @Test
    void aClaimIsRefusedIfAnotherNodeHasBecomeTheLeaderMeanwhile() {
        var taken = new TestTerm(() -> true, _ -> {
            throw new IllegalStateException("the term has ended");
        });
        fixture.say(1, "one");
        assertThatThrownBy(() -> fixture.dispatch(UNLIMITED, 32, taken)).hasMessageContaining("ended");
        assertThat(fixture.count("queued")).isEqualTo(1);
    }

    @Test
    void aClaimWhoseCommitWasNotConfirmedIsReleasedAtTheNextAttempt() {
        var losesConfirmation = new AtomicBoolean();
        var term = new TestTerm(() -> true, tx -> {
            if (losesConfirmation.getAndSet(false)) {
                tx.afterCommit(() -> {
                    fixture.outboxEvents.notifyListeners(); // so that the next attempt comes at once
                    throw new IllegalStateException("the connection was lost");
                });
            }
        });
        fixture.say(1, "one");
        fixture.dispatch(UNLIMITED, 32, term);
        fixture.await("sent", 1);
        losesConfirmation.set(true);
        fixture.say(1, "two");
        fixture.outboxEvents.notifyListeners();
        fixture.await("sent", 2);
        fixture.assertTexts(1, "one", "two");
        fixture.assertRows("SELECT claim FROM delivery ORDER BY number", "1", "2");
    }

    @Test
    void keepsWhatCannotBeRenderedAndGoesOn() {
        fixture.say(1, "broken");
        fixture.execute("UPDATE delivery SET content = '{'");
        fixture.say(1, "fine");
        fixture.deliver(1);
        fixture.awaitRows("SELECT failure FROM delivery WHERE state = 'failed'", "unrenderable");
        fixture.assertTexts(1, "fine");
    }

    @Test
    void retriesAsTheFirstClaimFixedIt() {
        Subscriber subscriber = startedBefore();
        fixture.change(subscriber, DeliveryFixture.TOPIC, made -> made.withReading(SHORT));
        fixture.pass(Duration.ofSeconds(1));
        fixture.deliver(1);
        assertThat(fixture.fittedReader().reader().reading()).isEqualTo(ReadingOptions.DEFAULT);
    }

    @Test
    void beginsAnewWhatAnotherVersionOfTheBotClaimed() {
        Subscriber subscriber = startedBefore();
        fixture.execute("INSERT INTO part (delivery, ordinal) SELECT number, 1 FROM delivery");
        fixture.execute("UPDATE delivery SET reader = '{\"unknown\":1}'");
        fixture.change(subscriber, DeliveryFixture.TOPIC, made -> made.withReading(SHORT));
        fixture.pass(Duration.ofSeconds(1));
        fixture.deliver(1);
        fixture.assertRows("SELECT ordinal FROM part", "0");
        assertThat(fixture.fittedReader().reader().reading()).isEqualTo(SHORT);
    }

    /// A digest that was claimed and may have arrived.
    private Subscriber startedBefore() {
        Subscriber subscriber = fixture.subscribe(1);
        messenger.next(1, new Unconfirmed("timeout"));
        fixture.publish("Thursday");
        fixture.dispatch();
        fixture.awaitRows("SELECT attempts FROM delivery WHERE state = 'queued'", "1");
        fixture.closeSenders();
        return subscriber;
    }

    @Test
    void notesWhenSomethingButAnAnswerLastLeft() {
        fixture.say(2, "an answer");
        fixture.subscribe(1);
        messenger.next(1, new NotSent("502"));
        fixture.publish("Monday");
        fixture.deliver(1);
        fixture.awaitRows("SELECT attempts FROM delivery WHERE state = 'queued'", "1");
        fixture.assertRows("SELECT at FROM last_settled");
        fixture.pass(Duration.ofSeconds(1));
        fixture.await("sent", 2);
        fixture.assertRows("SELECT platform || ' ' || at FROM last_settled", "telegram " + fixture.clock.millis());
    }

    /// Requests outside the outbox count towards the limits, and deliveries do not hold them up.
    @Nested
    class DirectRequests {

        private static final Chat GROUP = chat(7, ChatType.GROUP);
        private static final Duration LONG = Duration.ofMinutes(10);

        @Test
        void haveTheirTurnDuringAFanOut() throws InterruptedException {
            Duration turn = Duration.ofMillis(50);
            fixture.subscribeAll(100);
            fixture.publish("Thursday");
            RequestPermits permits =
                    fixture.dispatch(new PlatformLimits(20, 1, 0), 8).permits();
            fixture.await("in_flight", 40);
            fixture.pass(Duration.ofSeconds(2));
            for (int sent = 1; sent <= 3; sent++) {
                fixture.awaitRequests(sent);
                Thread direct = waiting(permits, chat(100_000 + sent, ChatType.GROUP));
                fixture.pass(turn);
                direct.join();
                fixture.awaitLook();
                fixture.awaitRequests(sent);
                fixture.pass(turn);
            }
            fixture.awaitRequests(4);
        }

        private Thread waiting(RequestPermits permits, Chat chat) {
            Thread waiting = Thread.ofVirtual().start(() -> {
                try {
                    permits.acquire(chat, true, LONG);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            Awaitility.await()
                    .untilAsserted(() -> assertThat(waiting.getState()).isEqualTo(Thread.State.TIMED_WAITING));
            return waiting;
        }

        @Test
        void countTowardsTheLimitOfAGroup() throws InterruptedException {
            RequestPermits permits =
                    fixture.dispatch(new PlatformLimits(0, 0, 2), 1).permits();
            for (int i = 0; i < 2; i++) {
                permits.acquire(GROUP, i == 0, LONG).orElseThrow().run();
            }
            assertThat(permits.acquire(GROUP, true, Duration.ZERO)).isEmpty();
            fixture.write(tx -> {
                fixture.outbox.reply(tx, DeliveryFixture.chat(7), "en", DeliveryFixture.content("hello"));
                tx.handle().execute("UPDATE subscriber SET kind = 'group' WHERE chat_id = 7");
            });
            fixture.say(8, "to another chat");
            fixture.await("sent", 1);
            fixture.assertTexts(8, "to another chat");
        }

        @Test
        void waitForTheirChatWithoutHoldingUpOthers() throws InterruptedException {
            RequestPermits permits = fixture.dispatch(UNLIMITED, 1).permits();
            permits.limited(GROUP, new SendResult.RateLimited(LONG, false));
            Thread waiting = waiting(permits, GROUP);
            fixture.say(8, "to another chat");
            fixture.await("sent", 1);
            fixture.assertTexts(8, "to another chat");
            assertThat(waiting.isAlive()).as("it still waits").isTrue();
            fixture.closeSenders();
            waiting.join();
        }

        private static Chat chat(long id, ChatType kind) {
            return new Chat(Platform.TELEGRAM, id, kind, "");
        }
    }
}
