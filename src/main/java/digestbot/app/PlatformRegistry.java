package digestbot.app;

import digestbot.audience.Platform;
import digestbot.chat.dispatch.CommandDispatcher;
import digestbot.cluster.LeaderPart;
import digestbot.cluster.LeaderTerm;
import digestbot.console.Metrics;
import digestbot.delivery.sending.SendCounters.SendStatistics;
import digestbot.ops.health.Heartbeat;
import digestbot.ops.health.Heartbeat.HealthState;
import digestbot.ops.health.Readiness;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The platforms that the bot serves, and their states for health checks and metrics. A platform
/// runs on this node only while it is the leader.
final class PlatformRegistry {

    private static final HealthState ELSEWHERE = new HealthState(true, "served by another node");

    private final Map<Platform, PlatformPart> platforms = new EnumMap<>(Platform.class);
    private final DeliveryModule deliveries;

    PlatformRegistry(DeliveryModule deliveries) {
        this.deliveries = deliveries;
    }

    /// Adds a platform. The returned part runs it in each term.
    LeaderPart add(Platform platform, Function<LeaderTerm, PlatformModule> factory) {
        var part = new PlatformPart(factory);
        platforms.put(platform, part);
        return part;
    }

    /// The state is empty while another node serves the platform.
    Map<Platform, Supplier<Optional<HealthState>>> states() {
        return map((_, part) -> () -> state(part));
    }

    private static Optional<HealthState> state(PlatformPart part) {
        return part.module().map(module -> part.reach.state(module.health().get()));
    }

    Map<Platform, Readiness.PlatformProbe> probes() {
        return map((_, part) -> new Readiness.PlatformProbe(
                () -> state(part).orElse(ELSEWHERE),
                () -> part.module().flatMap(module -> module.lastPoll().get())));
    }

    Map<Platform, Metrics.PlatformSource> metrics(CommandDispatcher commands) {
        return map((platform, part) -> new Metrics.PlatformSource(
                () -> state(part).orElse(new HealthState(false, ELSEWHERE.detail())),
                deliveries.counters(platform),
                deliveries.requests(platform),
                () -> commands.counts(platform)));
    }

    Map<Platform, SendStatistics> sendStatistics() {
        return map((platform, part) -> new SendStatistics(
                deliveries.counters(platform),
                () -> part.module()
                        .map(module -> module.sender().requestsPerSecond())
                        .orElse(0)));
    }

    private <T> Map<Platform, T> map(BiFunction<Platform, PlatformPart, T> value) {
        return platforms.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> value.apply(each.getKey(), each.getValue())));
    }

    /// The time until `end`, a value of [System#nanoTime], which changes of the machine's clock do
    /// not affect.
    static Duration timeUntil(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /// Waits until every platform that this node serves accepts commands. Returns false after the
    /// timeout.
    boolean awaitReady(long end) throws InterruptedException {
        boolean ready = true;
        List<PlatformModule> modules = platforms.values().stream()
                .flatMap(part -> part.module().stream())
                .toList();
        for (PlatformModule module : modules) {
            ready &= module.ready().await(timeUntil(end));
        }
        return ready;
    }

    private static final class PlatformPart implements LeaderPart {

        private final Function<LeaderTerm, PlatformModule> factory;
        private final PlatformReach reach = new PlatformReach(System::nanoTime);
        private volatile Optional<PlatformModule> module = Optional.empty();

        PlatformPart(Function<LeaderTerm, PlatformModule> factory) {
            this.factory = factory;
        }

        @Override
        public RunningPart start(LeaderTerm term) {
            PlatformModule started = factory.apply(term);
            reach.connecting();
            try {
                started.start().run();
            } catch (RuntimeException | Error e) {
                started.close().run();
                throw e;
            }
            module = Optional.of(started);
            return () -> {
                module = Optional.empty();
                started.close().run();
            };
        }

        @Override
        public boolean isFit() {
            return reach.isGood(module.map(current -> current.reached().getAsBoolean()));
        }

        /// The module; empty while another node serves the platform.
        Optional<PlatformModule> module() {
            return module;
        }
    }

    /// Decides whether this node reaches a platform well enough to lead. A leader that has lost the
    /// platform leaves the work to another node for a while. If no node reaches the platform, each
    /// tries in turn for [#UNFIT]. Thread-safe.
    static final class PlatformReach {

        /// The time without the platform after which another node should serve it.
        static final Duration MAX_LOST = Duration.ofSeconds(3);

        /// The same time before the first connection.
        static final Duration MAX_CONNECTING = Duration.ofMinutes(2);

        /// The time after the start in which an unreached platform is not a fault.
        static final Duration FIRST_CONNECTION = Duration.ofSeconds(10);

        /// The time for which other nodes should then serve the platform.
        static final Duration UNFIT = Duration.ofMinutes(5);

        private final LongSupplier nanoTime;
        private boolean wasConnected;
        private long lostAt;
        private boolean unfit;
        private long unfitAt;

        PlatformReach(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
        }

        /// The state, or that the bot is still connecting for the first time.
        synchronized HealthState state(HealthState now) {
            if (now.healthy()) {
                wasConnected = true;
                lostAt = nanoTime.getAsLong();
            }
            return now.healthy() || wasConnected || nanoTime.getAsLong() - lostAt >= FIRST_CONNECTION.toNanos()
                    ? now
                    : new HealthState(false, Heartbeat.CONNECTING);
        }

        synchronized void connecting() {
            wasConnected = false;
            lostAt = nanoTime.getAsLong();
        }

        /// `reached` is empty while another node serves the platform.
        synchronized boolean isGood(Optional<Boolean> reached) {
            long now = nanoTime.getAsLong();
            if (reached.filter(Boolean::booleanValue).isPresent()) {
                wasConnected = true;
                lostAt = now;
                unfit = false;
            } else if (reached.isPresent() && now - lostAt >= (wasConnected ? MAX_LOST : MAX_CONNECTING).toNanos()) {
                unfit = true;
                unfitAt = now;
            }
            return !unfit || now - unfitAt >= UNFIT.toNanos();
        }
    }
}
