package digestbot.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.cluster.ClusterStatus.LeaderRow;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class LeaderLeaseTest {

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
        return new SimulatedNode(database, _ -> now.get(), this::nanos, now::get, name, now.get());
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

    private LeaderRow stored() {
        return database.<LeaderRow>read(tx -> ClusterStatus.read(tx).lease().orElseThrow());
    }

    @Test
    void theFirstNodeLeadsAtOnceAndStaysTheLeader() {
        begin(first, second);
        assertThat(first.term()).isPresent();
        pass(Duration.ofMinutes(1), first, second);
        assertThat(first.term())
                .hasValueSatisfying(term -> assertThat(term.isCurrent()).isTrue());
        assertThat(second.term()).isEmpty();
        assertThat(stored().term()).isEqualTo(1);
    }

    @Test
    void anotherNodeLeadsOnceTheLeaseOfANodeThatWasKilledHasLapsed() {
        begin(first, second);
        pass(Duration.ofSeconds(4));
        assertThat(second.stepLease())
                .as("until the lease lapses")
                .isBetween(Duration.ofMillis(1_400), Duration.ofMillis(1_410));
        pass(Duration.ofMillis(1_390));
        second.round();
        assertThat(second.term()).isEmpty();
        pass(Duration.ofMillis(20));
        second.round();
        assertThat(second.term()).isPresent();
        assertThat(stored().lapsed()).contains("first");
    }

    @Test
    void anotherNodeLeadsAtOnceAfterTheLeaderHasStopped() {
        begin(first, second);
        first.leave();
        assertThat(first.term()).isEmpty();
        second.round();
        assertThat(second.term()).isPresent();
        assertThat(stored().lapsed()).isEmpty();
        first.round();
        assertThat(first.term()).isEmpty();
    }

    @Test
    void aNodeMayNotActAfterItsMachineWasSuspended() {
        begin(first);
        LeaderTerm term = first.term().orElseThrow();
        suspend(LeaderLease.LENGTH.minusSeconds(1));
        assertThat(term.isCurrent()).isTrue();
        suspend(Duration.ofSeconds(1));
        assertThat(term.isCurrent()).isFalse();
    }

    @Test
    void aRenewalThatWasUnderWayWhenTheLeaseLapsedHasNoEffectOnceAnotherNodeLeads() {
        begin(first);
        LeaderTerm term = first.term().orElseThrow();
        pass(Duration.ofSeconds(5));
        Instant begun = now.get();
        pass(Duration.ofSeconds(2));
        second.round();
        assertThat(second.term()).isPresent();
        now.set(begun); // the time that the renewal read before it had to wait
        first.stepLease();
        assertThat(term.isCurrent()).isFalse();
    }

    @Test
    void aNodeThatWasSuspendedMayNotActAndItsTermHasEnded() {
        begin(first);
        LeaderTerm before = first.term().orElseThrow();
        assertThat(before.isCurrent()).isTrue();
        second.round();
        pass(Duration.ofSeconds(5).plusMillis(500));
        assertThat(before.isCurrent()).as("it stops before others may begin").isFalse();
        second.round();
        assertThat(second.term())
                .hasValueSatisfying(term -> assertThat(term.isCurrent()).isTrue());
        assertThatThrownBy(() -> database.writeWithoutResult(before::verify))
                .isInstanceOf(LeaderTerm.TermEndedException.class)
                .hasMessage("the leader's term 1 has ended");
        first.stepLease();
        assertThat(before.isCurrent())
                .as("a lapsed lease is never renewed in the same term")
                .isFalse();
        first.round();
        assertThat(first.term()).isEmpty();
    }

    @Test
    void aNodeWhoseLeaseLapsedLeadsAgainInANewTermIfNobodyElseDid() {
        begin(first);
        LeaderTerm before = first.term().orElseThrow();
        pass(Duration.ofSeconds(60));
        first.round();
        LeaderTerm after = first.term().orElseThrow();
        assertThat(after.number()).isGreaterThan(before.number());
        assertThat(before.isCurrent()).isFalse();
        assertThat(after.isCurrent()).isTrue();
        assertThatThrownBy(() -> database.writeWithoutResult(before::verify))
                .isInstanceOf(LeaderTerm.TermEndedException.class);
        database.writeWithoutResult(after::verify);
    }

    @Test
    void aProcessWithTheNameOfALiveNodeMayNotJoin() {
        first.lease.join();
        SimulatedNode twin = node("first");
        assertThat(twin.lease.join()).isFalse();
        pass(LeaderLease.LENGTH.plusMillis(1));
        assertThat(twin.lease.join()).isTrue();
    }

    @Test
    void theWorkIsLeftToANodeThatCanDoItWell() {
        first.setFit(false);
        begin(first);
        assertThat(first.term()).as("nobody else is there").isPresent();
        begin(second);
        pass(Duration.ofSeconds(3), first, second);
        assertThat(first.term()).isEmpty();
        assertThat(second.term()).isPresent();
        second.leave();
        first.round();
        assertThat(first.term()).as("nobody else is there again").isPresent();
    }

    @Test
    void aNodeThatCannotStartItsPartsLeavesTheWorkToOthersForAMinute() {
        first.breakDown();
        begin(first);
        assertThat(stored().node()).isEmpty();
        assertThat(first.isFit()).isFalse();
        pass(Duration.ofMinutes(1).minusMillis(1));
        assertThat(first.isFit()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(first.isFit()).isTrue();
    }

    @Test
    void aLeaseFromBeforeTheDatabasesClockWasSetBackDoesNotBlockOthersForHours() {
        begin(first);
        now.updateAndGet(before -> before.minus(Duration.ofHours(1)));
        SimulatedNode other = node("other");
        other.round();
        assertThat(other.term()).isPresent();
    }
}
