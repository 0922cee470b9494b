package digestbot.delivery.ratelimit;

import java.time.Duration;

/// The times of the last requests, as many as any window of time may contain; 0 for no limit. Not
/// thread-safe.
public final class SlidingWindow {

    private final long[] times;
    private final long length;
    private long added;

    public SlidingWindow(int limit, Duration length) {
        times = new long[limit];
        this.length = length.toNanos();
    }

    /// The nanoseconds after now until the next request fits into the window; 0 or less for now.
    public long delayNanos(long now) {
        return added < times.length || times.length == 0 ? 0 : times[place(added)] + length - now;
    }

    public long add(long now) {
        if (times.length > 0) {
            times[place(added)] = now;
        }
        return added++;
    }

    /// Corrects the time of the request with that ticket, because it is sent only now.
    void delayed(long ticket, long now) {
        if (times.length > 0 && added - ticket <= times.length) {
            times[place(ticket)] = now;
        }
    }

    private int place(long ticket) {
        return (int) (ticket % times.length);
    }
}
