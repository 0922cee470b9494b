package digestbot.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.Delivery.Part;
import digestbot.delivery.outbox.DeliveryHistoryStore.DeliveryTime;
import digestbot.delivery.outbox.Transition.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class DeliveryStateTest {

    private static final Instant NOW = Instant.parse("2026-02-06T12:00:00Z");

    @RegisterExtension
    private final TestDatabase opened = new TestDatabase();

    private final Database database = opened.database();

    private final DeliveryStore store = new DeliveryStore();

    @BeforeEach
    void open() {
        database.writeWithoutResult(
                tx -> tx.execute("INSERT INTO subscriber (number, platform, chat_id, kind, created_at)"
                        + " VALUES (1, 'telegram', 1, 'private', 0)"));
    }

    private static Set<DeliveryState> successors(DeliveryState state) {
        return switch (state) {
            case QUEUED ->
                Set.of(
                        DeliveryState.IN_FLIGHT,
                        DeliveryState.PAUSED,
                        DeliveryState.SENT,
                        DeliveryState.FAILED,
                        DeliveryState.CANCELLED);
            case IN_FLIGHT ->
                Set.of(
                        DeliveryState.QUEUED,
                        DeliveryState.PAUSED,
                        DeliveryState.SENT,
                        DeliveryState.FAILED,
                        DeliveryState.CANCELLED);
            case PAUSED -> Set.of(DeliveryState.QUEUED, DeliveryState.CANCELLED);
            case FAILED -> Set.of(DeliveryState.QUEUED, DeliveryState.PAUSED);
            case SENT, CANCELLED -> Set.of();
        };
    }

    @Test
    void theDatabaseTakesThePermittedStepsAndRefusesAllOthers() {
        for (DeliveryState from : DeliveryState.values()) {
            for (DeliveryState to : DeliveryState.values()) {
                long delivery = insert(from, DeliveryCause.DIGEST);
                String step = from + " to " + to;
                if (from == to || successors(from).contains(to)) {
                    change(delivery, to);
                    assertThat(state(delivery)).as(step).isEqualTo(to);
                } else {
                    assertThatThrownBy(() -> change(delivery, to))
                            .as(step)
                            .hasMessageContaining("a delivery may not change its state like that");
                    assertThat(state(delivery)).as(step).isEqualTo(from);
                }
            }
        }
    }

    @Test
    void noOperationOfTheStoreTakesAStepThatIsNotPermitted() {
        operations().forEach(operation -> {
            Set<DeliveryState> reached = new TreeSet<>();
            for (DeliveryState from : DeliveryState.values()) {
                for (DeliveryCause cause : DeliveryCause.values()) {
                    long delivery = insert(from, cause);
                    database.writeWithoutResult(tx -> operation.run().accept(tx, delivery));
                    DeliveryState to = state(delivery);
                    assertThat(isLeased(delivery))
                            .as("%s of %s: the lease", operation.name(), from)
                            .isEqualTo(to == DeliveryState.IN_FLIGHT);
                    if (to != from) {
                        assertThat(successors(from))
                                .as("%s of %s", operation.name(), from)
                                .contains(to);
                        reached.add(to);
                    }
                }
            }
            assertThat(reached).as(operation.name()).containsExactlyInAnyOrderElementsOf(operation.reaches());
        });
    }

    /// A change of a delivery's state, with the states that it leads to, of deliveries in all
    /// states.
    private record Operation(String name, Set<DeliveryState> reaches, BiConsumer<Transaction, Long> run) {}

    private List<Operation> operations() {
        return List.of(
                new Operation(
                        "settles as sent",
                        Set.of(DeliveryState.SENT),
                        (tx, number) -> store.settleSent(tx, List.of(sent(number)))),
                new Operation(
                        "fails",
                        Set.of(DeliveryState.FAILED),
                        (tx, number) -> store.fail(tx, key(number), Outcome.POISON, "why", NOW)),
                new Operation(
                        "requeues",
                        Set.of(DeliveryState.QUEUED),
                        (tx, number) -> store.requeue(tx, key(number), NOW, 1, Optional.empty())),
                new Operation(
                        "requeues a notice",
                        Set.of(DeliveryState.QUEUED),
                        (tx, number) -> store.requeueNotice(tx, key(number))),
                new Operation(
                        "releases", Set.of(DeliveryState.QUEUED), (tx, number) -> store.release(tx, List.of(number))),
                new Operation(
                        "retries", Set.of(DeliveryState.QUEUED), (tx, number) -> store.retry(tx, number, "TRUE", NOW)),
                new Operation(
                        "cancels",
                        Set.of(DeliveryState.CANCELLED),
                        (tx, number) -> store.cancel(tx, number, "why", NOW)),
                new Operation(
                        "leaves its fan-out",
                        Set.of(DeliveryState.CANCELLED),
                        (tx, number) -> store.leaveFanOut(tx, "number = " + number, "why", NOW)
                                .execute()),
                new Operation("pauses", Set.of(DeliveryState.PAUSED), (tx, _) -> store.pause(tx, 1, "why", NOW)),
                new Operation(
                        "resumes and cancels what was missed",
                        Set.of(DeliveryState.CANCELLED, DeliveryState.QUEUED),
                        (tx, _) -> store.resume(tx, 1, NOW)));
    }

    private static Claim.ClaimKey key(long delivery) {
        return new Claim.ClaimKey(delivery, 1, Priority.DIGESTS);
    }

    private long insert(DeliveryState state, DeliveryCause cause) {
        return database.write(tx -> tx.select(
                        "INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state, claim,"
                                + " lease_until, created_at) VALUES (1, 'telegram', ?, 1, 5, 5, ?, 1, ?, 0) RETURNING number")
                .bind(0, cause.id())
                .bind(1, state.id())
                .bind(2, state == DeliveryState.IN_FLIGHT ? Optional.of(7L) : Optional.<Long>empty())
                .mapTo(Long.class)
                .one());
    }

    private void change(long delivery, DeliveryState state) {
        database.writeWithoutResult(
                tx -> tx.execute("UPDATE delivery SET state = ? WHERE number = ?", state.id(), delivery));
    }

    private DeliveryState state(long delivery) {
        return DeliveryState.of(database.read(tx -> tx.select("SELECT state FROM delivery WHERE number = ?")
                .bind(0, delivery)
                .mapTo(String.class)
                .one()));
    }

    private boolean isLeased(long delivery) {
        return database.read(tx -> tx.select("SELECT lease_until IS NOT NULL FROM delivery WHERE number = ?", delivery)
                .mapTo(Boolean.class)
                .one());
    }

    /// One is in Java, one in SQL.
    @Test
    void bothWaysToFindTheBucketOfATimeAgree() {
        for (Duration limit : DeliveryTime.LIMITS) {
            for (int off : new int[] {-1, 0, 1}) {
                Duration time = limit.plusMillis(off);
                long bucket =
                        database.read(tx -> tx.number("SELECT " + DeliveryTime.bucket(Long.toString(time.toMillis()))));
                assertThat(DeliveryTime.bucketOf(time)).as("%s", time).hasMillis(bucket);
            }
        }
        assertThat(DeliveryTime.bucketOf(Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
        assertThat(DeliveryTime.bucketOf(Duration.ofDays(9))).isEqualTo(Duration.ofDays(1));
    }

    private static Settlement sent(long number) {
        var last = new Transition.Arrived(new Part(number, 0), "m", OptionalLong.empty(), NOW, Optional.empty(), true);
        return new Settlement(key(number), last);
    }
}
