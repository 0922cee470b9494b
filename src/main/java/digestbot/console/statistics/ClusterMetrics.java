package digestbot.console.statistics;

import digestbot.cluster.ClusterStatus;
import digestbot.cluster.NodeRow;
import digestbot.cluster.Seat;
import digestbot.database.Transaction;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// The metrics of the nodes that share a database. All nodes report the same, except for what each
/// holds itself. A bot that is alone has none of them.
public final class ClusterMetrics {

    private final List<Seat> seats;
    private final String node;
    private volatile ClusterStatus status = new ClusterStatus(Instant.EPOCH, List.of(), List.of());

    /// @param seats the seats that some node has to hold; empty if there is only one node
    /// @param node the name of this node
    public ClusterMetrics(List<Seat> seats, String node) {
        this.seats = List.copyOf(seats);
        this.node = node;
    }

    void bind(MeterRegistry registry) {
        if (seats.isEmpty()) {
            return;
        }
        Gauge.builder("digestbot.nodes", () -> status.live().size())
                .description("Nodes of the cluster that are alive")
                .register(registry);
        for (Seat seat : seats) {
            gauge(registry, seat, "digestbot.seat.held", "1 while a node holds the seat", held -> 1);
            gauge(
                    registry,
                    seat,
                    "digestbot.seat.held.here",
                    "1 while this node holds the seat",
                    held -> held.name().equals(node) ? 1 : 0);
            Gauge.builder("digestbot.seat.term", () -> status.term(seat))
                    .description("Times that a node has taken the seat")
                    .tags(Tags.of("seat", seat.title()))
                    .register(registry);
        }
    }

    private void gauge(
            MeterRegistry registry, Seat seat, String name, String description, ToDoubleFunction<NodeRow> value) {
        Gauge.builder(name, () -> {
                    Optional<NodeRow> holder = status.holder(seat);
                    return holder.isPresent() ? value.applyAsDouble(holder.get()) : 0;
                })
                .description(description)
                .tags(Tags.of("seat", seat.title()))
                .register(registry);
    }

    void read(Transaction transaction) {
        if (!seats.isEmpty()) {
            status = ClusterStatus.read(transaction);
        }
    }
}
