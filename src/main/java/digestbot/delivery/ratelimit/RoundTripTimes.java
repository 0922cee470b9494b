package digestbot.delivery.ratelimit;

/// The shortest round trips among the last few hundred requests. Not thread-safe.
///
/// A longer round trip may mean that the request arrived later.
final class RoundTripTimes {

    private static final int REMEMBERED = 256;

    /// The minimum number of samples for an estimate.
    private static final int MIN_SAMPLES = 8;

    private long fastest = Long.MAX_VALUE;
    private long previousFastest = Long.MAX_VALUE;
    private int counted;
    private int first;

    /// Records the response to a request.
    ///
    /// @param nanos the round-trip time
    /// @return how much later than usual the request may have arrived
    long late(long nanos) {
        if (counted == REMEMBERED) {
            previousFastest = fastest;
            fastest = Long.MAX_VALUE;
            counted = 0;
        }
        fastest = Math.min(fastest, nanos);
        counted++;
        if (first < MIN_SAMPLES) {
            first++;
            return nanos;
        }
        return nanos - Math.min(fastest, previousFastest);
    }
}
