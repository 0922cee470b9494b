package digestbot.app;

import digestbot.audience.Platform;
import digestbot.console.statistics.Metrics;
import digestbot.delivery.sending.SendStatistics;
import digestbot.health.Heartbeat.HealthState;
import digestbot.health.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The platforms that the bot serves, and what health checks and metrics ask of each of them.
final class PlatformModules {

    private final Map<Platform, PlatformModule> modules = new EnumMap<>(Platform.class);

    void add(Platform platform, PlatformModule module) {
        modules.put(platform, module);
    }

    void forEach(Consumer<PlatformModule> action) {
        modules.values().forEach(action);
    }

    /// The state of each platform.
    Map<Platform, Supplier<HealthState>> states() {
        return map(module -> module::state);
    }

    Map<Platform, Readiness.PlatformProbe> probes() {
        return map(module -> new Readiness.PlatformProbe(module::state, module::lastPoll));
    }

    Map<Platform, Metrics.PlatformMetrics> metrics() {
        return map(module -> new Metrics.PlatformMetrics(
                module::state, module.sendStatistics().counters()));
    }

    Map<Platform, SendStatistics> sendStatistics() {
        return map(PlatformModule::sendStatistics);
    }

    private <T> Map<Platform, T> map(Function<PlatformModule, T> value) {
        return modules.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> value.apply(each.getValue())));
    }

    /// Waits until every platform accepts commands.
    ///
    /// @return whether that came true in time
    boolean awaitReady(Instant end) throws InterruptedException {
        boolean ready = true;
        for (PlatformModule platform : modules.values()) {
            Duration left = Duration.between(InstantSource.system().instant(), end);
            ready &= platform.awaitReady(left.isNegative() ? Duration.ZERO : left);
        }
        return ready;
    }
}
