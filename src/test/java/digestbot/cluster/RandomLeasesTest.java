package digestbot.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.cluster.ClusterStatus.LeaderRow;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.database.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The rules of leases and terms hold in any order of events: nodes stand still, restart, or cannot
/// reach the database, and transactions take long.
@Tag("database")
class RandomLeasesTest {

    private static final long SEED = Long.getLong("schedule.seed", 1);
    private static final int SCHEDULES = Integer.getInteger("schedules", 20);
    private static final int STEPS = 150;

    @RegisterExtension
    private final TestDatabase opened = new TestDatabase();

    private final Database database = opened.database();
    private final List<UnreliableNode> nodes = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private Instant now = Instant.parse("2026-02-06T12:00:00Z");

    private static final class CutException extends RuntimeException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;
    }

    /// A process and its successors of the same name.
    private final class UnreliableNode {

        private final String name;
        private SimulatedNode node;
        private boolean suspended;
        private boolean cut;
        private int slow;

        UnreliableNode(String name) {
            this.name = name;
            node = started();
        }

        private SimulatedNode started() {
            return new SimulatedNode(database, this::clock, RandomLeasesTest.this::nanos, () -> now, name, now);
        }

        /// Time may pass after a transaction has read it.
        private Instant clock(Transaction transaction) {
            if (cut) {
                throw new CutException();
            }
            Instant read = now;
            now = now.plusMillis(slow);
            slow = 0;
            return read;
        }

        private void step(Random random) {
            int choice = random.nextInt(24);
            steps.add(name + " " + choice);
            if (choice == 0) {
                suspended = true;
            } else if (choice < 3) {
                suspended = false;
            } else if (!suspended) {
                try {
                    act(choice, random);
                } catch (CutException | LeaderTerm.TermEndedException _) {
                    // The step fails, as it would with real threads.
                }
            }
        }

        private void act(int choice, Random random) {
            switch (choice) {
                case 3 -> cut = true;
                case 4, 5 -> cut = false;
                case 6 -> slow = random.nextInt(3_000);
                case 7 -> node = started();
                case 8, 9, 10, 11, 12, 13 -> node.stepParts();
                default -> node.stepLease();
            }
        }

        private void mend() {
            suspended = false;
            cut = false;
            slow = 0;
        }
    }

    private long nanos() {
        return now.toEpochMilli() * 1_000_000;
    }

    @Test
    void atMostOneNodeMayActAndInTheEndOneDoes() {
        for (int i = 0; i < SCHEDULES; i++) {
            var random = new Random(SEED + i);
            begin();
            for (int step = 0; step < STEPS; step++) {
                now = now.plusMillis(random.nextInt(20) == 0 ? 2_000 + random.nextInt(10_000) : random.nextInt(700));
                nodes.get(random.nextInt(nodes.size())).step(random);
                onlyTheLeaderMayAct(SEED + i);
            }
            nodes.forEach(UnreliableNode::mend);
            for (int round = 0; round < 14; round++) {
                now = now.plusMillis(1_000);
                nodes.forEach(each -> each.node.round());
                onlyTheLeaderMayAct(SEED + i);
            }
            assertThat(acting())
                    .as("nodes that act in the end; -Dschedule.seed=%d", SEED + i)
                    .hasSize(1);
        }
    }

    private void begin() {
        steps.clear();
        nodes.clear();
        database.writeWithoutResult(
                tx -> Stream.of("leader", "node").forEach(table -> tx.execute("DELETE FROM " + table)));
        Stream.of("one", "two", "three").map(UnreliableNode::new).forEach(nodes::add);
    }

    private Stream<UnreliableNode> acting() {
        return nodes.stream()
                .filter(each -> each.node.term().filter(LeaderTerm::isCurrent).isPresent());
    }

    private void onlyTheLeaderMayAct(long seed) {
        Optional<LeaderRow> row = database.read(tx -> new ClusterStore(_ -> now).leader(tx));
        acting().forEach(each -> assertThat(
                        each.name + " in term " + each.node.term().orElseThrow().number())
                .as("who acts; -Dschedule.seed=%d, after %s", seed, steps)
                .isEqualTo(row.flatMap(LeaderRow::node).orElse("nobody") + " in term "
                        + row.orElseThrow().term()));
    }
}
