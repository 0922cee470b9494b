package digestbot;

import java.time.Instant;
import java.time.InstantSource;

/// The time of tests, whatever day it is: a process of tests begins at noon of Friday, 6 February
/// 2026, UTC.
public final class GivenTime {

    public static final Instant NOON = Instant.parse("2026-02-06T12:00:00Z");

    private static final long BEGIN = System.nanoTime();

    /// Goes on as usual, and is the same for all who look at it.
    public static final InstantSource CLOCK = () -> NOON.plusNanos(System.nanoTime() - BEGIN);

    private GivenTime() {}
}
