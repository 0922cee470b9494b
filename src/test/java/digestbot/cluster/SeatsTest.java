package digestbot.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.cluster.ClusterStatus.SeatRow;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class SeatsTest {

    private static final Seat TELEGRAM = Seat.ofAccount("telegram", "123");
    private static final Seat DISCORD = Seat.ofAccount("discord", "456");
    private static final List<Seat> ALL = List.of(TELEGRAM, DISCORD, Seat.INTAKE);

    @RegisterExtension
    private final TestDatabase opened = new TestDatabase();

    private final Database database = opened.database();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-02-06T12:00:00Z"));
    private Duration suspended = Duration.ZERO;
    private SimulatedNode first;
    private SimulatedNode second;

    @BeforeEach
    void open() {
        first = node("first");
        second = node("second");
    }

    private SimulatedNode node(String name) {
        return new SimulatedNode(database, _ -> now.get(), this::nanos, now::get, name, now.get(), ALL);
    }

    private long nanos() {
        return now.get().minus(suspended).toEpochMilli() * 1_000_000;
    }

    /// Time passes while the machine is suspended, and its monotonic clock stands still.
    private void suspend(Duration time) {
        pass(time);
        suspended = suspended.plus(time);
    }

    private static void begin(SimulatedNode... nodes) {
        for (SimulatedNode node : nodes) {
            node.join();
            node.round();
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private void pass(Duration time, SimulatedNode... alive) {
        for (long left = time.toMillis(); left > 0; left -= 1_500) {
            pass(Duration.ofMillis(1_500));
            for (SimulatedNode node : alive) {
                node.round();
            }
        }
    }

    @Test
    void theOnlyNodeTakesAllSeatsAtOnce() {
        begin(first);
        assertThat(first.held()).containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void twoNodesThatStartTogetherShareTheSeats() {
        first.join();
        second.join();
        first.rotate();
        second.rotate();
        first.work();
        second.work();
        pass(Duration.ofSeconds(15), first, second);
        assertThat(first.held().size()).isBetween(1, 2);
        assertThat(second.held().size()).isBetween(1, 2);
        assertThat(first.held()).doesNotContainAnyElementsOf(second.held());
    }

    @Test
    void aNodeThatJoinsLaterGetsASeatOnceItIsSteady() {
        begin(first);
        second.join();
        pass(Duration.ofSeconds(6), first, second);
        assertThat(second.held()).isEmpty();
        pass(Duration.ofSeconds(9), first, second);
        assertThat(second.held()).containsExactly(Seat.INTAKE);
        pass(Duration.ofSeconds(30), first, second);
        assertThat(first.held()).containsExactlyInAnyOrder(TELEGRAM, DISCORD);
    }

    @Test
    void aNodeGivesNoSecondSeatBeforeTheFirstOneIsTaken() {
        begin(first);
        second.join();
        for (int i = 0; i < 8; i++) {
            pass(Duration.ofMillis(1_500));
            second.renew(); // it is alive, and has not looked for seats yet
            first.round();
        }
        assertThat(first.held()).containsExactlyInAnyOrder(TELEGRAM, DISCORD);
    }

    @Test
    void theSeatsOfANodeThatWasKilledAreTakenOnceItsLeaseHasLapsed() {
        begin(first, second);
        pass(NodeLease.LENGTH.minusMillis(10));
        second.renew();
        second.rotate();
        assertThat(second.held()).isEmpty();
        pass(Duration.ofMillis(20));
        second.rotate();
        second.work();
        assertThat(second.held()).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(database.<List<SeatRow>>read(tx -> ClusterStatus.read(tx).seats()))
                .allSatisfy(seat -> assertThat(seat.lapsed()).contains("first"));
    }

    @Test
    void aNodeThatLeavesGivesItsSeatsBackAtOnce() {
        begin(first, second);
        first.leave();
        second.rotate();
        second.work();
        assertThat(second.held()).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(database.<List<SeatRow>>read(tx -> ClusterStatus.read(tx).seats()))
                .allSatisfy(seat -> assertThat(seat.lapsed()).isEmpty());
    }

    @Test
    void aNodeThatHasMoreSeatsTakesThoseOfOneThatIsStoppingAtOnce() {
        begin(first);
        second.join();
        pass(Duration.ofSeconds(15), first, second);
        assertThat(second.held()).containsExactly(Seat.INTAKE);
        first.stopParts();
        second.rotate();
        second.work();
        assertThat(second.held()).containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void aNodeMayNotActAfterItsMachineWasSuspended() {
        begin(first);
        SeatTerm term = first.term(TELEGRAM).orElseThrow();
        suspend(NodeLease.LENGTH.minusSeconds(1));
        assertThat(term.isCurrent()).isTrue();
        suspend(Duration.ofSeconds(1));
        assertThat(term.isCurrent()).isFalse();
    }

    @Test
    void aRenewalThatWasUnderWayWhenTheLeaseLapsedHasNoEffectOnceASeatWasTaken() {
        begin(first);
        SeatTerm term = first.term(TELEGRAM).orElseThrow();
        pass(Duration.ofSeconds(5));
        Instant begun = now.get();
        second.join();
        pass(Duration.ofSeconds(2));
        second.rotate();
        second.work();
        assertThat(second.held()).contains(TELEGRAM);
        now.set(begun); // the time that the renewal read before it had to wait
        first.renew();
        assertThat(term.isCurrent()).isFalse();
    }

    @Test
    void aNodeThatWasSuspendedMayNotActAndItsTermHasEnded() {
        begin(first);
        SeatTerm before = first.term(TELEGRAM).orElseThrow();
        assertThat(before.isCurrent()).isTrue();
        second.join();
        second.round();
        pass(Duration.ofSeconds(5).plusMillis(500));
        assertThat(before.isCurrent()).as("it stops before others may begin").isFalse();
        pass(Duration.ofSeconds(1));
        second.round();
        assertThat(second.term(TELEGRAM).orElseThrow().isCurrent()).isTrue();
        assertThatThrownBy(() -> database.writeWithoutResult(before::verify))
                .isInstanceOf(SeatTerm.TermEndedException.class)
                .hasMessage("term 1 of the seat telegram:123 has ended");
        first.renew();
        assertThat(before.isCurrent())
                .as("a lapsed lease is never renewed in the same term")
                .isFalse();
        first.round();
        assertThat(first.held()).isEmpty();
    }

    @Test
    void aNodeWhoseLeaseLapsedTakesItsSeatsAgainInANewTermIfNobodyElseDid() {
        begin(first);
        SeatTerm before = first.term(TELEGRAM).orElseThrow();
        pass(Duration.ofSeconds(60));
        first.round();
        SeatTerm after = first.term(TELEGRAM).orElseThrow();
        assertThat(after.number()).isGreaterThan(before.number());
        assertThat(before.isCurrent()).isFalse();
        assertThat(after.isCurrent()).isTrue();
        assertThatThrownBy(() -> database.writeWithoutResult(before::verify))
                .isInstanceOf(SeatTerm.TermEndedException.class);
        database.writeWithoutResult(after::verify);
    }

    @Test
    void aProcessWithTheNameOfALiveNodeMayNotJoin() {
        first.join();
        SimulatedNode twin = node("first");
        assertThat(twin.join()).isFalse();
        pass(NodeLease.LENGTH.plusMillis(1));
        assertThat(twin.join()).isTrue();
    }

    @Test
    void aSeatIsLeftToANodeThatCanDoTheWorkWell() {
        first.prefer(Seat.INTAKE, false);
        begin(first);
        assertThat(first.held()).as("nobody else is there").contains(Seat.INTAKE);
        second.join();
        pass(Duration.ofSeconds(6), first, second);
        assertThat(first.held()).doesNotContain(Seat.INTAKE);
        assertThat(second.held()).contains(Seat.INTAKE);
    }

    @Test
    void aNodeThatCannotStartAPartLeavesItsSeatToOthersForAMinute() {
        first.breakDown(Seat.INTAKE);
        begin(first);
        assertThat(first.preferred()).doesNotContain(Seat.INTAKE.name());
        pass(Duration.ofMinutes(1).minusMillis(1));
        assertThat(first.preferred()).doesNotContain(Seat.INTAKE.name());
        pass(Duration.ofMillis(1));
        assertThat(first.preferred()).contains(Seat.INTAKE.name());
    }

    @Test
    void aSeatIsNotGivenToANodeThatCannotDoTheWorkWell() {
        second.prefer(Seat.INTAKE, false);
        begin(first);
        second.join();
        for (int i = 0; i < 40; i++) {
            pass(Duration.ofMillis(1_500), first, second);
            assertThat(second.held()).doesNotContain(Seat.INTAKE);
            assertThat(first.held()).contains(Seat.INTAKE);
        }
        assertThat(second.held()).as("it gets another one").containsExactly(DISCORD);
    }

    @Test
    void aLeaseFromBeforeTheDatabasesClockWasSetBackDoesNotBlockItsSeatsForHours() {
        begin(first);
        now.updateAndGet(before -> before.minus(Duration.ofHours(1)));
        SimulatedNode other = node("other");
        other.join();
        other.round();
        assertThat(other.held()).containsExactlyInAnyOrderElementsOf(ALL);
    }
}
