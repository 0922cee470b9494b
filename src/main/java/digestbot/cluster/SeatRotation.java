package digestbot.cluster;

import digestbot.cluster.ClusterStatus.NodeRow;
import digestbot.cluster.ClusterStatus.SeatRow.Holder;
import digestbot.cluster.SeatRunner.LeasedTerm;
import digestbot.database.Database;
import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides which seats this node takes, keeps and gives back. A node takes a free seat if no other
/// node that is alive and wants it holds fewer seats; otherwise it leaves the seat to that node for
/// [#PATIENCE]. A node that holds at least two seats more than another one gives one back.
record SeatRotation(Database database, ClusterStore store, NodeLease lease, List<SeatRunner> runners) {

    private static final Logger LOG = LoggerFactory.getLogger(SeatRotation.class);
    private static final Duration PATIENCE = NodeLease.RENEWAL_INTERVAL.multipliedBy(2);

    /// Nodes of this age get seats from others. A node that keeps failing at its start must not
    /// move the seats around.
    private static final Duration STEADY_AGE = Duration.ofSeconds(10);

    /// The database's clock counts milliseconds.
    private static final Duration AFTER_LAPSE = Duration.ofMillis(5);

    private record Round(ClusterStatus cluster, String self) {

        List<NodeRow> others() {
            return cluster.live().stream()
                    .filter(node -> !node.name().equals(self))
                    .toList();
        }

        private Stream<NodeRow> othersThatWant(Seat seat) {
            return others().stream().filter(node -> node.preferred().contains(seat.name()));
        }

        Duration untilNextLapse() {
            return others().stream()
                    .map(node -> Duration.between(cluster.now(), node.until()).plus(AFTER_LAPSE))
                    .filter(wait -> wait.compareTo(NodeLease.RENEWAL_INTERVAL) < 0)
                    .min(Comparator.naturalOrder())
                    .orElse(NodeLease.RENEWAL_INTERVAL);
        }

        boolean isPreferredElsewhere(Seat seat) {
            return othersThatWant(seat).findAny().isPresent();
        }

        long held(String node) {
            return cluster.seats().stream()
                    .filter(row -> row.liveHolder(cluster.nodes(), cluster.now())
                            .filter(holder -> holder.name().equals(node))
                            .isPresent())
                    .count();
        }

        /// The smallest number of seats that another node holds which wants this one. A node that
        /// is stopping wants none.
        OptionalLong fewestOfOthers(Seat wanted) {
            return othersThatWant(wanted).mapToLong(node -> held(node.name())).min();
        }

        /// True if a steady node wants the seat and would still hold fewer seats than this one. A
        /// seat that was taken a moment ago stays.
        boolean shouldMove(Seat seat, int mine) {
            boolean settled =
                    cluster.row(seat).filter(row -> isSteady(row.since())).isPresent();
            return settled
                    && othersThatWant(seat)
                            .filter(node -> isSteady(node.startedAt()))
                            .anyMatch(node -> held(node.name()) + 2 <= mine);
        }

        /// True if a seat is free for another node to take, which then holds more than it does now.
        boolean isAboutToMove() {
            return cluster.seats().stream()
                    .filter(row ->
                            row.liveHolder(cluster.nodes(), cluster.now()).isEmpty())
                    .anyMatch(row -> freeFor(new Seat(row.name())).compareTo(PATIENCE) < 0);
        }

        private boolean isSteady(Instant since) {
            return !since.plus(STEADY_AGE).isAfter(cluster.now());
        }

        Duration freeFor(Seat seat) {
            Instant since =
                    cluster.row(seat).map(row -> row.freeSince(cluster.nodes())).orElse(Instant.EPOCH);
            return Duration.between(since, cluster.now());
        }
    }

    /// Gives back what another node should have, and takes what is free. Returns the time until the
    /// next round: until the lease of another node lapses, if it is not renewed before.
    Duration round() {
        if (!lease.isCurrent(lease.term())) {
            return NodeLease.RENEWAL_INTERVAL;
        }
        Round round = database.read(this::read);
        for (SeatRunner runner : runners) {
            if (runner.term().isPresent()) {
                keep(runner, round);
            } else if (runner.isIdle()) {
                round = takeIfFree(runner, round);
            }
        }
        share(round);
        return round.untilNextLapse();
    }

    private Round read(Transaction transaction) {
        return new Round(ClusterStatus.read(transaction, store.clock()), lease.node());
    }

    private static void keep(SeatRunner runner, Round round) {
        OptionalLong term = runner.term();
        boolean held = term.isPresent()
                && round.cluster()
                        .row(runner.seat())
                        .filter(row -> row.holder().isPresent() && row.term() == term.getAsLong())
                        .isPresent();
        if (!held || (!runner.isPreferredHere() && round.isPreferredElsewhere(runner.seat()))) {
            runner.end();
        }
    }

    private Round takeIfFree(SeatRunner runner, Round round) {
        Optional<NodeRow> holder = round.cluster().holder(runner.seat());
        if (holder.filter(node -> node.name().equals(lease.node())).isPresent()) {
            // The part has stopped, but the database could not be reached to give the seat back.
            round.cluster()
                    .row(runner.seat())
                    .ifPresent(row -> database.writeWithoutResult(tx -> store.release(tx, runner.seat(), row.term())));
        } else if (holder.isEmpty() && wants(runner, round)) {
            take(runner);
        } else {
            return round;
        }
        return database.read(this::read);
    }

    private static boolean wants(SeatRunner runner, Round round) {
        if (!runner.isPreferredHere() && round.isPreferredElsewhere(runner.seat())) {
            return false;
        }
        OptionalLong fewest = round.fewestOfOthers(runner.seat());
        return fewest.isEmpty()
                || round.held(round.self()) <= fewest.getAsLong()
                || round.freeFor(runner.seat()).compareTo(PATIENCE) >= 0;
    }

    private void take(SeatRunner runner) {
        long nodeTerm = lease.term();
        OptionalLong term = database.write(tx -> store.take(tx, runner.seat(), new Holder(lease.node(), nodeTerm)));
        term.ifPresent(number -> {
            LOG.info("this node ({}) takes over {}", lease.node(), runner.seat().name());
            runner.begin(new LeasedTerm(database, lease, store, runner.seat(), nodeTerm, number));
        });
    }

    /// Gives one seat to a node that has fewer and can do the work well, and no other seat before
    /// that one is taken. The last seat is given first, because parts are added in the order of
    /// what moving them costs.
    private void share(Round round) {
        if (round.isAboutToMove()) {
            return;
        }
        List<SeatRunner> running =
                runners.stream().filter(runner -> runner.term().isPresent()).toList();
        running.reversed().stream()
                .filter(runner -> round.shouldMove(runner.seat(), running.size()))
                .findFirst()
                .ifPresent(SeatRunner::end);
    }
}
