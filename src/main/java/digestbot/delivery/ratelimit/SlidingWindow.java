package digestbot.delivery.ratelimit;

import java.time.Duration;

/// The times of the last requests, as many as any window of time may hold. Not safe for several threads.
public final class SlidingWindow {

    private final long[] times;
    private final long length;
    private long added;

    /// @param limit how many requests the window may hold
    public SlidingWindow(int limit, Duration length) {
        times = new long[limit];
        this.length = length.toNanos();
    }

    /// The nanoseconds after now until the next request fits in; 0 or less for now.
    public long delayNanos(long now) {
        return added < times.length ? 0 : times[place(added)] + length - now;
    }

    /// Counts a request, and returns its ticket.
    public long add(long now) {
        times[place(added)] = now;
        return added++;
    }

    /// The request with that ticket is under way only now.
    void delayed(long ticket, long now) {
        if (added - ticket <= times.length) {
            times[place(ticket)] = now;
        }
    }

    private int place(long ticket) {
        return (int) (ticket % times.length);
    }
}
