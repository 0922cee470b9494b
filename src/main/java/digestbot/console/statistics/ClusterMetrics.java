package digestbot.console.statistics;

import digestbot.cluster.ClusterStatus;
import digestbot.cluster.Seat;
import digestbot.database.Transaction;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// The metrics of the nodes that share a database. All nodes report the same, except for what each
/// holds itself. A bot that is alone has none of them.
public final class ClusterMetrics {

    private final Supplier<List<Seat>> seats;
    private final String node;
    private volatile ClusterStatus status = new ClusterStatus(Instant.EPOCH, List.of(), List.of());
    private List<SeatGauge> gauges = List.of();

    private record SeatGauge(MultiGauge gauge, ToDoubleFunction<Seat> value) {

        void read(List<Seat> seats) {
            List<MultiGauge.Row<?>> rows = seats.stream()
                    .<MultiGauge.Row<?>>map(
                            seat -> MultiGauge.Row.of(Tags.of("seat", seat.title()), value.applyAsDouble(seat)))
                    .toList();
            gauge.register(rows, true);
        }
    }

    /// `seats` gives the seats that some node has to hold; none if there is only one node.
    public ClusterMetrics(Supplier<List<Seat>> seats, String node) {
        this.seats = seats;
        this.node = node;
    }

    void bind(MeterRegistry registry) {
        if (seats.get().isEmpty()) {
            return;
        }
        Metrics.gauge(
                registry,
                "digestbot.nodes",
                "Nodes of the cluster that are alive",
                Tags.empty(),
                () -> status.live().size());
        gauges = List.of(
                gauge(registry, "digestbot.seat.held", "1 while a node holds the seat", this::isHeld),
                gauge(registry, "digestbot.seat.held.here", "1 while this node holds the seat", this::isHeldHere),
                gauge(
                        registry,
                        "digestbot.seat.term",
                        "Times that a node has taken the seat",
                        seat -> status.term(seat)));
    }

    private static SeatGauge gauge(
            MeterRegistry registry, String name, String description, ToDoubleFunction<Seat> value) {
        return new SeatGauge(MultiGauge.builder(name).description(description).register(registry), value);
    }

    private double isHeld(Seat seat) {
        return status.holder(seat).isPresent() ? 1 : 0;
    }

    private double isHeldHere(Seat seat) {
        return status.holder(seat).filter(holder -> holder.name().equals(node)).isPresent() ? 1 : 0;
    }

    void read(Transaction transaction) {
        if (!gauges.isEmpty()) {
            status = ClusterStatus.read(transaction);
            List<Seat> current = seats.get();
            gauges.forEach(gauge -> gauge.read(current));
        }
    }
}
