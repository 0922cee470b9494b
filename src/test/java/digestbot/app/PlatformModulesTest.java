package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.cluster.SeatTerm;
import digestbot.cluster.SeatedPart.RunningPart;
import digestbot.health.Heartbeat.HealthState;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// The state of a platform whose work is divided into several parts.
class PlatformModulesTest {

    private static final HealthState CONNECTED = new HealthState(true, "connected");
    private static final HealthState CONNECTING = new HealthState(false, "not connected");

    private final PlatformModules modules = new PlatformModules(_ -> {
        throw new AssertionError();
    });

    @Test
    void aPartThatIsNotHealthyDecidesAndOneThatRunsElsewhereCountsNot() {
        var sending = new SeatedPlatform(_ -> module(CONNECTED, 45));
        var shards = new SeatedPlatform(_ -> module(CONNECTING, 0));
        modules.add(Platform.DISCORD, sending);
        Supplier<Optional<HealthState>> state =
                Objects.requireNonNull(modules.states().get(Platform.DISCORD));
        modules.add(Platform.DISCORD, shards);
        assertThat(state.get()).isEmpty();
        RunningPart first = sending.start(SeatTerm.PERMANENT);
        assertThat(state.get()).contains(CONNECTED);
        RunningPart second = shards.start(SeatTerm.PERMANENT);
        assertThat(state.get()).contains(CONNECTING);
        first.stop();
        assertThat(state.get()).contains(CONNECTING);
        second.stop();
        assertThat(state.get()).isEmpty();
        modules.remove(Platform.DISCORD, shards);
        shards.start(SeatTerm.PERMANENT);
        assertThat(state.get()).isEmpty();
    }

    private static PlatformModule module(HealthState state, int requestsPerSecond) {
        return new PlatformModule() {
            @Override
            public void start() {}

            @Override
            public HealthState state() {
                return state;
            }

            @Override
            public int requestsPerSecond() {
                return requestsPerSecond;
            }

            @Override
            public boolean awaitReady(Duration timeout) {
                return true;
            }

            @Override
            public void close() {}
        };
    }
}
