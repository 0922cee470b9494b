package digestbot.app;

import digestbot.audience.Platform;
import digestbot.chat.dispatch.UpdateCounters;
import digestbot.console.statistics.Metrics;
import digestbot.delivery.api.RequestCounters;
import digestbot.delivery.sending.SendCounters;
import digestbot.delivery.sending.SendCounters.SendStatistics;
import digestbot.health.Heartbeat.HealthState;
import digestbot.health.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The platforms that the bot serves, and what health checks and metrics ask of each of them. A
/// platform runs on this node only while it holds the platform's seat.
final class PlatformModules {

    private static final HealthState ELSEWHERE = new HealthState(true, "served by another node");

    private final Map<Platform, SeatedPlatform> platforms = new EnumMap<>(Platform.class);
    private final Function<Platform, SendCounters> counters;

    /// @param counters the counters of a platform, which outlast its terms
    PlatformModules(Function<Platform, SendCounters> counters) {
        this.counters = counters;
    }

    void add(Platform platform, SeatedPlatform seated) {
        platforms.put(platform, seated);
    }

    /// The state of each platform; empty while another node serves it.
    Map<Platform, Supplier<Optional<HealthState>>> states() {
        return map((_, seated) -> () -> state(seated));
    }

    private static Optional<HealthState> state(SeatedPlatform seated) {
        return seated.module().map(PlatformModule::state);
    }

    Map<Platform, Readiness.PlatformProbe> probes() {
        return map((_, seated) -> new Readiness.PlatformProbe(
                () -> state(seated).orElse(ELSEWHERE), () -> seated.module().flatMap(PlatformModule::lastPoll)));
    }

    /// @param requests the counters of the requests to a platform
    /// @param updates counts what people asked
    Map<Platform, Metrics.PlatformSource> metrics(
            Function<Platform, RequestCounters> requests, UpdateCounters updates) {
        return map((platform, seated) -> new Metrics.PlatformSource(
                () -> state(seated).orElse(new HealthState(false, ELSEWHERE.detail())),
                counters.apply(platform),
                requests.apply(platform),
                () -> updates.of(platform)));
    }

    Map<Platform, SendStatistics> sendStatistics() {
        return map((platform, seated) -> new SendStatistics(
                counters.apply(platform),
                () -> seated.module().map(PlatformModule::requestsPerSecond).orElse(0)));
    }

    private <T> Map<Platform, T> map(BiFunction<Platform, SeatedPlatform, T> value) {
        return platforms.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> value.apply(each.getKey(), each.getValue())));
    }

    /// Waits until every platform that this node serves accepts commands.
    ///
    /// @return whether that came true in time
    boolean awaitReady(Instant end) throws InterruptedException {
        boolean ready = true;
        List<PlatformModule> modules = platforms.values().stream()
                .flatMap(seated -> seated.module().stream())
                .toList();
        for (PlatformModule module : modules) {
            Duration left = Duration.between(InstantSource.system().instant(), end);
            ready &= module.awaitReady(left.isNegative() ? Duration.ZERO : left);
        }
        return ready;
    }
}
