package digestbot.health;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.health.Heartbeat.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A platform that several nodes serve, each a part of it.
class HealthSnapshotTest {

    private static final Instant NOW = Instant.parse("2026-02-06T12:00:00Z");

    @Test
    void theNodeThatHasBeenUnhealthyForLongestDecides() {
        Heartbeat connected = beat("a", 1, true, 500);
        Heartbeat lately = beat("b", 5, false, 20);
        Heartbeat longer = beat("c", 9, false, 300);
        assertThat(platforms(connected)).containsExactly(connected);
        assertThat(platforms(connected, lately)).containsExactly(lately);
        assertThat(platforms(connected, lately, longer)).containsExactly(longer);
    }

    @Test
    void aNodeThatWasKilledDecidesOnlyIfNoOtherServesThePlatform() {
        Heartbeat killed = beat("a", 60, false, 600);
        Heartbeat connected = beat("b", 1, true, 500);
        assertThat(platforms(killed)).containsExactly(killed);
        assertThat(platforms(killed, connected)).containsExactly(connected);
    }

    private static List<Heartbeat> platforms(Heartbeat... heartbeats) {
        return new HealthSnapshot(Stream.of(heartbeats).toList(), List.of()).platforms(NOW);
    }

    private static Heartbeat beat(String node, long secondsAgo, boolean healthy, long since) {
        return new Heartbeat(
                node,
                "discord",
                NOW.minus(Duration.ofSeconds(secondsAgo)),
                new HealthState(healthy, ""),
                NOW.minus(Duration.ofSeconds(since)));
    }
}
