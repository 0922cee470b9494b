package digestbot.app;

import digestbot.audience.Platform;
import digestbot.chat.dispatch.UpdateCounters;
import digestbot.console.statistics.Metrics;
import digestbot.delivery.api.RequestCounters;
import digestbot.delivery.sending.SendCounters;
import digestbot.delivery.sending.SendStatistics;
import digestbot.health.Heartbeat.HealthState;
import digestbot.health.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The platforms that the bot serves, and what health checks and metrics ask of each of them. A
/// platform runs on this node only while it holds a seat of the platform.
final class PlatformModules {

    private static final HealthState ELSEWHERE = new HealthState(true, "served by another node");

    private final Map<Platform, List<SeatedPlatform>> platforms = new EnumMap<>(Platform.class);
    private final Function<Platform, SendCounters> counters;

    /// @param counters the counters of a platform, which outlast its terms
    PlatformModules(Function<Platform, SendCounters> counters) {
        this.counters = counters;
    }

    /// Adds a part of a platform. A platform whose work is divided has several.
    void add(Platform platform, SeatedPlatform seated) {
        platforms.computeIfAbsent(platform, _ -> new CopyOnWriteArrayList<>()).add(seated);
    }

    /// Removes a part that was added later.
    void remove(Platform platform, SeatedPlatform seated) {
        platforms.getOrDefault(platform, List.of()).remove(seated);
    }

    /// The state of each platform; empty while another node serves it.
    Map<Platform, Supplier<Optional<HealthState>>> states() {
        return map((_, parts) -> () -> state(parts));
    }

    /// The state of the parts that run on this node; one that is not healthy decides.
    private static Optional<HealthState> state(List<SeatedPlatform> parts) {
        List<HealthState> states = running(parts).map(PlatformModule::state).toList();
        return states.stream()
                .filter(state -> !state.healthy())
                .findFirst()
                .or(() -> states.stream().findFirst());
    }

    private static Stream<PlatformModule> running(List<SeatedPlatform> parts) {
        return parts.stream().flatMap(part -> part.module().stream());
    }

    Map<Platform, Readiness.PlatformProbe> probes() {
        return map((_, parts) -> new Readiness.PlatformProbe(
                () -> state(parts).orElse(ELSEWHERE),
                () -> running(parts)
                        .flatMap(module -> module.lastPoll().stream())
                        .findFirst()));
    }

    /// @param requests the counters of the requests to a platform
    /// @param updates counts what people asked
    Map<Platform, Metrics.PlatformSource> metrics(
            Function<Platform, RequestCounters> requests, UpdateCounters updates) {
        return map((platform, parts) -> new Metrics.PlatformSource(
                () -> state(parts).orElse(new HealthState(false, ELSEWHERE.detail())),
                counters.apply(platform),
                requests.apply(platform),
                () -> updates.of(platform)));
    }

    Map<Platform, SendStatistics> sendStatistics() {
        return map((platform, parts) -> new SendStatistics(
                counters.apply(platform),
                () -> running(parts).mapToInt(PlatformModule::requestsPerSecond).sum()));
    }

    private <T> Map<Platform, T> map(BiFunction<Platform, List<SeatedPlatform>, T> value) {
        return platforms.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> value.apply(each.getKey(), each.getValue())));
    }

    /// Waits until every platform that this node serves accepts commands.
    ///
    /// @return whether that came true in time
    boolean awaitReady(Instant end) throws InterruptedException {
        boolean ready = true;
        List<PlatformModule> modules =
                platforms.values().stream().flatMap(PlatformModules::running).toList();
        for (PlatformModule module : modules) {
            Duration left = Duration.between(InstantSource.system().instant(), end);
            ready &= module.awaitReady(left.isNegative() ? Duration.ZERO : left);
        }
        return ready;
    }
}
