package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.ops.health.Heartbeat;
import digestbot.ops.health.Heartbeat.HealthState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlatformReachTest {

    private static final Optional<Boolean> CONNECTED = Optional.of(true);
    private static final Optional<Boolean> LOST = Optional.of(false);
    private static final Optional<Boolean> ELSEWHERE = Optional.empty();

    private long nanos = -5;
    private final PlatformRegistry.PlatformReach reach = new PlatformRegistry.PlatformReach(() -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void aConnectionThatWasLostMakesTheNodeUnfitForAWhile() {
        reach.connecting();
        assertThat(reach.isGood(CONNECTED)).isTrue();
        pass(Duration.ofHours(1));
        assertThat(reach.isGood(CONNECTED)).isTrue();
        pass(PlatformRegistry.PlatformReach.MAX_LOST.minusMillis(1));
        assertThat(reach.isGood(LOST)).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(reach.isGood(LOST)).isFalse();
        pass(PlatformRegistry.PlatformReach.UNFIT.minusMillis(1));
        assertThat(reach.isGood(ELSEWHERE)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(reach.isGood(ELSEWHERE)).isTrue();
    }

    @Test
    void theFirstConnectionMayTakeLonger() {
        reach.connecting();
        pass(PlatformRegistry.PlatformReach.MAX_CONNECTING.minusMillis(1));
        assertThat(reach.isGood(LOST)).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(reach.isGood(LOST)).isFalse();
    }

    @Test
    void aFirstConnectionIsNoFaultAtOnce() {
        var well = new HealthState(true, "connected");
        var failing = new HealthState(false, "not polling");
        reach.connecting();
        pass(PlatformRegistry.PlatformReach.FIRST_CONNECTION.minusMillis(1));
        assertThat(reach.state(failing)).isEqualTo(new HealthState(false, Heartbeat.CONNECTING));
        pass(Duration.ofMillis(1));
        assertThat(reach.state(failing)).isEqualTo(failing);
        reach.connecting();
        assertThat(reach.state(well)).isEqualTo(well);
        assertThat(reach.state(failing)).as("once it was connected").isEqualTo(failing);
    }

    @Test
    void aConnectionThatComesBackMakesTheNodeFit() {
        reach.connecting();
        reach.isGood(CONNECTED);
        pass(PlatformRegistry.PlatformReach.MAX_LOST);
        assertThat(reach.isGood(LOST)).isFalse();
        assertThat(reach.isGood(CONNECTED)).isTrue();
    }

    @Test
    void aNodeThatDoesNotServeThePlatformIsTakenToReachIt() {
        pass(Duration.ofHours(1));
        assertThat(reach.isGood(ELSEWHERE)).isTrue();
    }
}
