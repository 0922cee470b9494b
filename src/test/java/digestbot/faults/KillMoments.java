package digestbot.faults;

import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// Waits for moments of a fan-out, at random: some soon after a start, most in the middle of sending.
final class KillMoments {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FaultFixture fixture;
    private final SimulatedPlatform at;
    private final Random random;
    private final long end;

    /// @param messages the number of messages that the fan-out will send from now on
    KillMoments(FaultFixture fixture, SimulatedPlatform at, Random random, long messages) {
        this.fixture = fixture;
        this.at = at;
        this.random = random;
        end = fixture.sandbox.delivered(at) + messages;
    }

    /// @param left the number of moments that remain, this one included
    void await(int left) {
        if (random.nextInt(5) == 0) {
            LockSupport.parkNanos(Duration.ofMillis(random.nextLong(3_000)).toNanos());
            return;
        }
        long now = fixture.sandbox.delivered(at);
        long wanted = now + 1 + random.nextLong(Math.max(1, 3 * (end - now) / (2L * (left + 1))));
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (fixture.sandbox.delivered(at) < Math.min(wanted, end) && System.nanoTime() < patience) {
            LockSupport.parkNanos(2_000_000);
        }
        LockSupport.parkNanos(random.nextLong(15_000_000));
    }
}
