package digestbot.delivery.sending;

import static digestbot.delivery.sending.DeliveryFixture.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.ScriptedMessenger.Hanging;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.ChatMoved;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.Rejected;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.ThreadGone;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.api.SendResult.Unreachable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A claim lasts for two minutes, and longer than any request. A sender that has lost its claim
/// cannot change the delivery any more.
class LeaseTest {

    private static final Duration LEASE = Duration.ofMinutes(2);

    /// Room for two requests beside the one that is reserved for answers.
    private static final int IN_FLIGHT = 3;

    private static final String OTHER_TOPIC = "other";

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private final ScriptedMessenger messenger = fixture.messenger;

    @BeforeEach
    void open() {
        fixture.addTopic(OTHER_TOPIC);
    }

    @Test
    void aClaimLastsTwoMinutesWhichNoRequestDoes() {
        Hanging request = messenger.hang(1);
        fixture.say(1, "hello");
        fixture.dispatch();
        request.awaitAsked();
        fixture.assertRows(
                "SELECT lease_until - " + fixture.clock.millis() + " FROM delivery", String.valueOf(LEASE.toMillis()));
        assertThat(Messenger.LONGEST_REQUEST).isLessThan(SendLoop.MIN_LEASE);
        assertThat(SendLoop.MIN_LEASE).isLessThan(LEASE);
    }

    @Test
    @Tag("database")
    void aClaimIsTakenBackAfterItsLeaseAndSentAgain() {
        Hanging lost = messenger.hang(1);
        fixture.publishTo(1, "Thursday");
        fixture.dispatch();
        lost.awaitAsked();
        fixture.pass(LEASE);
        fixture.awaitLook();
        assertThat(claims(1)).containsExactly("in_flight 1");
        fixture.pass(Duration.ofSeconds(10));
        fixture.await("sent", 1);
        assertThat(claims(1)).containsExactly("sent 2");
        fixture.assertTexts(1, "Thursday r1", "Thursday r1");
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void whatComesLateChangesNothingOfTheClaimThatIsOnItsWay(SendResult late) {
        Hanging lost = messenger.hang(1);
        Hanging second = messenger.hang(1);
        twice(lost);
        second.awaitAsked();
        List<String> before = all();
        lost.answer(late);
        awaitAFurtherRequest();
        assertThat(all()).isEqualTo(before);
        second.answer(new Sent("second"));
        fixture.pass(Duration.ofSeconds(1));
        fixture.await("sent", 2);
        fixture.assertRows("SELECT message_id FROM part WHERE delivery = 1", "second", "m-1-1");
        assertThat(messenger.texts(1))
                .as("the one without a lease sends no further part")
                .containsExactly("Thursday r1 1/2", "Thursday r1 1/2", "Thursday r1 2/2");
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void whatComesLateChangesNothingOfTheClaimThatHasEnded(SendResult late) {
        Hanging lost = messenger.hang(1);
        twice(lost);
        fixture.await("sent", 1);
        List<String> before = all();
        assertThat(before).contains("1 sent 2 none", "part 0 m-1-0", "part 1 m-1-1", "chat 1 none");
        Hanging further = messenger.hang(2);
        fixture.addTopic("third");
        fixture.subscribe(2, "third");
        fixture.publish("third", "fills the room");
        further.awaitAsked();
        lost.answer(late);
        awaitAFurtherRequest();
        assertThat(all()).isEqualTo(before);
    }

    static Stream<SendResult> outcomes() {
        return Stream.of(
                new Sent("late"),
                new Rejected("too long"),
                new Unreachable("blocked"),
                new NotSent("502"),
                new Unconfirmed("cut off"),
                new RateLimited(Duration.ofSeconds(1), false),
                new ThreadGone(Outcome.TOPIC_DELETED, "no thread"),
                new ChatMoved(-1001));
    }

    @Test
    void beginsNoRequestThatMayOutlastItsLease() {
        assertThat(leaseOfTheSecond(LEASE.minus(SendLoop.MIN_LEASE))).isEqualTo("1 " + SendLoop.MIN_LEASE.toMillis());
    }

    @Test
    @Tag("database")
    void givesBackWhatHasWaitedForTooLong() {
        assertThat(leaseOfTheSecond(LEASE.minus(SendLoop.MIN_LEASE).plusMillis(1)))
                .as("nothing was fixed")
                .isEqualTo("1 " + LEASE.toMillis());
        assertThat(fixture.rows("SELECT attempts FROM delivery WHERE number = 2"))
                .as("as if it had not been claimed before")
                .containsExactly("1");
    }

    /// The rest of the second delivery's lease when its request begins, and the number of its
    /// claim, if it has to wait for so long after it was claimed.
    private String leaseOfTheSecond(Duration waits) {
        var seen = new AtomicReference<>("");
        Hanging first = messenger.hang(1);
        messenger.next(2, request -> {
            seen.set(fixture.rows("SELECT claim || ' ' || (lease_until - " + fixture.clock.millis()
                            + ") FROM delivery WHERE number = 2")
                    .getFirst());
            return new Sent("m");
        });
        fixture.subscribe(1);
        fixture.publishTo(2, "Thursday");
        fixture.dispatch(UNLIMITED, 1);
        first.awaitAsked();
        fixture.await("in_flight", 2);
        fixture.clock.pass(waits);
        first.answer(new Sent("m"));
        fixture.await("sent", 2);
        return seen.get();
    }

    @Test
    @Tag("database")
    void atItsStartADispatcherTakesBackAllClaimsHoweverLongTheyLast() {
        fixture.subscribe(1);
        fixture.publishTo(2, "Thursday");
        fixture.say(1, "an answer");
        fixture.write(tx -> {
            tx.execute(
                    "UPDATE delivery SET state = 'in_flight', claim = 1, attempts = 1, lease_until = ?",
                    fixture.clock.instant().plus(Duration.ofDays(365)).toEpochMilli());
            tx.execute("UPDATE subscriber SET paused_reason = 'blocked' WHERE chat_id = 2");
        });
        fixture.deliver(2);
        assertThat(messenger.texts(1)).containsExactlyInAnyOrder("Thursday r1", "an answer");
        assertThat(fixture.rows(
                        "SELECT state || ' ' || reason || ' ' || coalesce(CAST(lease_until AS TEXT), 'no lease')"
                                + " FROM delivery WHERE state <> 'sent'"))
                .as("who was paused meanwhile gets nothing")
                .containsExactly("paused blocked no lease");
    }

    @Test
    void atItsStartADispatcherLeavesTheOtherPlatformsClaims() {
        fixture.publishTo(1, "Thursday");
        fixture.execute(
                "UPDATE delivery SET state = 'in_flight', claim = 1, platform = ?, lease_until = 1",
                Platform.DISCORD.id());
        fixture.dispatch();
        fixture.awaitLook();
        assertThat(claims(1)).containsExactly("in_flight 1");
    }

    /// The first delivery's claim is lost while its first request is under way, and it is claimed
    /// again.
    private void twice(Hanging lost) {
        fixture.publishTo(1, "Thursday*2");
        fixture.dispatch(UNLIMITED, IN_FLIGHT);
        lost.awaitAsked();
        fixture.pass(LEASE.plusMillis(1));
    }

    /// While two requests are under way there is no room for this one: once it is settled, so is
    /// one of the two.
    private void awaitAFurtherRequest() {
        long sent = fixture.count("sent");
        fixture.subscribe(3, OTHER_TOPIC);
        fixture.publish(OTHER_TOPIC, "further");
        fixture.await("sent", sent + 1);
    }

    private List<String> claims(long delivery) {
        return fixture.rows("SELECT state || ' ' || claim FROM delivery WHERE number = " + delivery);
    }

    private List<String> all() {
        return fixture.rows("""
                SELECT number || ' ' || state || ' ' || claim || ' ' || coalesce(reason, 'none') FROM delivery
                WHERE number = 1
                UNION ALL SELECT 'part ' || ordinal || ' ' || coalesce(message_id, 'none') FROM part WHERE delivery = 1
                UNION ALL SELECT 'chat ' || chat_id || ' ' || coalesce(paused_reason, 'none') FROM subscriber
                WHERE chat_id NOT IN (2, 3)
                """);
    }
}
