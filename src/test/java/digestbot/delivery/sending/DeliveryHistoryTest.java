package digestbot.delivery.sending;

import static digestbot.delivery.sending.DeliveryFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Subscriber;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.ScriptedMessenger;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.Rejected;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.Unreachable;
import digestbot.delivery.outbox.HistoryRecount;
import digestbot.delivery.outbox.ShownDigestStore;
import digestbot.delivery.retries.FailedRetries;
import digestbot.digest.DigestView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("database")
class DeliveryHistoryTest {

    private static final int CHATS = 6;
    private static final int STEPS = 30;

    @RegisterExtension
    private final DeliveryFixture fixture = new DeliveryFixture();

    private List<String> digests() {
        return fixture.database.read(HistoryRecount::digests);
    }

    private List<String> hours(String columns) {
        return fixture.rows("SELECT " + columns + " || ' ' || sum(deliveries) FROM delivery_hour GROUP BY " + columns
                + " ORDER BY " + columns);
    }

    @Test
    void countsWhatIsPlannedSentAndFailed() {
        fixture.subscribe(1);
        fixture.subscribe(2);
        fixture.subscribe(3);
        fixture.messenger.next(2, new Rejected("no"));
        fixture.messenger.next(3, new Unreachable("blocked by the user"));
        fixture.publish("Monday");
        assertThat(digests()).containsExactly("1 telegram planned 3");
        fixture.deliver(1);
        fixture.await("failed", 2);
        assertThat(digests())
                .containsExactly(
                        "1 telegram blocked 1", "1 telegram planned 3", "1 telegram refused 1", "1 telegram sent 1");
        assertThat(hours("outcome")).containsExactly("blocked 1", "refused 1", "sent 1");
        assertThat(hours("cause")).containsExactly("digest 3");
    }

    @Test
    void countsTheTimeFromDueToSent() {
        fixture.subscribe(1);
        fixture.subscribe(2);
        ScriptedMessenger.Hanging second = fixture.messenger.hang(2);
        fixture.publish("Monday");
        fixture.deliver(1);
        second.awaitAsked();
        fixture.clock.pass(Duration.ofSeconds(40));
        second.answer(new Sent("late"));
        fixture.await("sent", 2);
        assertThat(hours("within")).containsExactly("250 1", "60000 1");
    }

    @Test
    void countsAttemptsThatAreRepeated() {
        fixture.subscribe(1);
        fixture.messenger.next(
                1,
                new RateLimited(Duration.ofSeconds(1), RateLimited.LimitScope.CHAT),
                new SendResult.NotSent(Outcome.SERVER_ERROR, "502"),
                new Sent("x"));
        fixture.publish("Monday");
        fixture.dispatch();
        for (int attempts = 1; attempts <= 3; attempts++) {
            fixture.awaitRest();
            assertThat(fixture.messenger.requests()).hasSize(attempts);
            fixture.pass(Duration.ofSeconds(2));
        }
        assertThat(hours("outcome")).containsExactly("chat-limit 1", "sent 1", "server-error 1");
        assertThat(digests()).containsExactly("1 telegram planned 1", "1 telegram sent 1");
    }

    @Test
    void countsTheFirstPressInADelivery() {
        long digest = fixture.publishTo(1, "Monday*2");
        fixture.deliver(1);
        press(digest, "m-1-1");
        press(digest, "m-1-2");
        press(digest, "another message");
        fixture.assertRows("SELECT deliveries FROM digest_total WHERE outcome = 'interacted'", "1");
    }

    private void press(long digest, String message) {
        fixture.write(tx -> new ShownDigestStore()
                .viewChanged(
                        tx,
                        DeliveryFixture.chat(1).chat(),
                        message,
                        fixture.edition(digest, 1, new DigestView.Sources()),
                        0));
    }

    /// Random lives of deliveries: after each step, the counts are those of the deliveries
    /// themselves.
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void equalARecount(long seed) {
        var random = new Random(seed);
        List<Subscriber> subscribers =
                LongStream.rangeClosed(1, CHATS).mapToObj(fixture::subscribe).toList();
        fixture.messenger.otherwise(request -> {
            // Whichever thread asks first.
            var answers = new Random(Objects.hash(seed, request.chat(), request.text(), fixture.clock.millis()));
            return switch (answers.nextInt(12)) {
                case 0 -> new Rejected("no");
                case 1 -> new Unreachable("blocked by the user");
                case 2 -> new SendResult.NotSent(Outcome.SERVER_ERROR, "502");
                default -> new Sent("m" + answers.nextLong());
            };
        });
        fixture.dispatch();
        List<Long> digests = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            steps.add(step(random, subscribers, digests));
            settle();
            assertThat(digests())
                    .as("digests, seed %d, after %s", seed, steps)
                    .isEqualTo(fixture.database.read(HistoryRecount::digestsRecounted));
            assertThat(fixture.database.read(HistoryRecount::hours))
                    .as("hours, seed %d, after %s", seed, steps)
                    .isEqualTo(fixture.database.read(HistoryRecount::hoursRecounted));
        }
    }

    private String step(Random random, List<Subscriber> subscribers, List<Long> digests) {
        Subscriber one = subscribers.get(random.nextInt(subscribers.size()));
        int hour = random.nextInt(24);
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                digests.add(fixture.publish("=Digest " + random.nextLong()));
                yield "publish";
            }
            case 3 -> {
                fixture.write(tx -> fixture.subscriptions.subscribe(tx, one.number(), TOPIC, 0));
                fixture.deliverAt(one, "%02d:00".formatted(hour));
                yield "schedule";
            }
            case 4 -> {
                fixture.write(tx -> fixture.subscriptions.unsubscribe(tx, one.number(), TOPIC));
                yield "unsubscribe";
            }
            case 5 -> {
                fixture.write(tx -> fixture.subscriptions.subscribe(tx, one.number(), TOPIC, 0));
                yield "subscribe";
            }
            case 6 -> {
                if (!digests.isEmpty()) {
                    fixture.withdraw(digests.remove(random.nextInt(digests.size())));
                }
                yield "withdraw";
            }
            case 7 -> {
                if (!digests.isEmpty()) {
                    long digest = digests.get(random.nextInt(digests.size()));
                    fixture.correct(digest, fixture.newest(digest) + 1, "=Corrected " + random.nextInt());
                }
                yield "correct";
            }
            case 8 -> {
                new FailedRetries(fixture.database, fixture.clock).retry(Optional.empty(), _ -> {});
                yield "retry";
            }
            default -> {
                fixture.closeSenders();
                fixture.dispatch();
                yield "restart";
            }
        };
    }

    /// Lets time pass until nothing is due any more.
    private void settle() {
        do {
            fixture.pass(Duration.ofMinutes(5));
            fixture.awaitRest();
        } while (!fixture.rows(
                        "SELECT number FROM delivery WHERE state = 'queued' AND next_at <= " + fixture.clock.millis())
                .isEmpty());
    }
}
