package digestbot.delivery.ratelimit;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.api.SendResult.RateLimited.LimitScope;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// Decides when the next request may be sent, according to [PlatformLimits] and the pauses that the
/// platform requires.
///
/// Requests are spaced evenly, and a thread that woke up late may catch up; sliding windows of the
/// last requests keep every second (or minute) within the limit. The platform counts a
/// request when it arrives: a request that took longer than the fastest ones is assumed to have
/// arrived that much later, so that no window overflows. Keeps only recently used chats. Not
/// thread-safe.
public final class RateLimiter {

    /// One second plus a tolerance for clock drift.
    private static final Duration FULL_SECOND = Duration.ofMillis(1_004);

    /// The longest round trip from which the time of arrival is estimated.
    private static final long LATEST = Duration.ofSeconds(1).toNanos();

    /// A second and a minute plus one per cent, because the network delays requests to one chat
    /// unevenly.
    private static final Duration LONG_SECOND = Duration.ofMillis(1_010);
    private static final Duration LONG_MINUTE = Duration.ofMillis(60_600);

    /// A counted request, whose time is corrected once it is actually sent.
    ///
    /// @param overall its ticket of the platform's window; so is `unpaid`, which is -1 for a request
    ///     that can be paid for
    public record Ticket(long overall, long unpaid, long chat) {}

    private final PlatformLimits limits;
    private final LongSupplier nanos;
    private final SendRate rate;
    private final ScopeLimiter overall;
    private final ScopeLimiter unpaid;
    private final RoundTripTimes roundTrips = new RoundTripTimes();
    private final GlobalLimitDetector globalLimitDetector = new GlobalLimitDetector();
    private final LinkedHashMap<Long, ScopeLimiter> chats = new LinkedHashMap<>(64, 0.75f, true);

    /// The times are monotonic, in nanoseconds.
    public RateLimiter(PlatformLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        rate = new SendRate(limits.overall(), now());
        overall = rate.scope();
        unpaid = new SendRate(limits.paid() ? limits.perSecond() : 0, now()).scope();
    }

    /// The monotonic time in nanoseconds.
    public long now() {
        return nanos.getAsLong();
    }

    /// The nanoseconds until a request to any chat may be sent; 0 for now.
    public long globalDelayNanos() {
        return overall.delayNanos(now());
    }

    /// The nanoseconds until an unpaid request, such as an edit, may be sent if new messages are
    /// paid for.
    public long unpaidDelayNanos() {
        return unpaid.delayNanos(now());
    }

    /// The nanoseconds until such a request to any chat may be sent; 0 for now.
    public long delayOfAllNanos(boolean isNewMessage) {
        return Math.max(globalDelayNanos(), isNewMessage ? 0 : unpaidDelayNanos());
    }

    /// The nanoseconds until a request to this chat is allowed, ignoring the global limit.
    public long delayNanos(Chat chat) {
        ScopeLimiter own = chats.get(chat.id());
        return own == null ? 0 : own.delayNanos(now());
    }

    public Ticket acquire(Chat chat, boolean isNewMessage) {
        long now = now();
        rate.recover(now);
        long counted = overall.acquire(now);
        long countedUnpaid = isNewMessage ? -1 : unpaid.acquire(now);
        if (limits.perChatPerSecond() > 0 || limitedByMinute(chat)) {
            chatLimiter(chat).acquire(now);
        }
        forgetIdle();
        return new Ticket(counted, countedUnpaid, chat.id());
    }

    /// Sends nothing for that time, because requests of another process may still count.
    public void pauseAtStart(Duration pause) {
        overall.pause(now() + pause.toNanos());
    }

    /// Whether requests to the chat count for longer than a second, and none of this process
    /// is known.
    public boolean isUnknownForMinute(Chat chat) {
        return limitedByMinute(chat) && !chats.containsKey(chat.id());
    }

    public void restore(Chat chat, Duration ago) {
        if (limitedByMinute(chat)) {
            chatLimiter(chat).restore(now() - ago.toNanos());
        }
    }

    /// Records that a request is actually sent, and returns the time for [#answered].
    public long markSent(Ticket ticket) {
        long now = now();
        delayed(ticket, now);
        return now;
    }

    public void answered(Ticket ticket, long startNanos) {
        long late = roundTrips.late(now() - startNanos);
        if (late < LATEST) {
            delayed(ticket, startNanos + late);
        }
    }

    private void delayed(Ticket ticket, long at) {
        overall.delayed(ticket.overall(), at);
        if (ticket.unpaid() >= 0) {
            unpaid.delayed(ticket.unpaid(), at);
        }
        ScopeLimiter own = chats.get(ticket.chat());
        if (own != null && limits.perChatPerSecond() > 0) {
            own.pause(at + spacing().toNanos());
        }
    }

    private Duration spacing() {
        return LONG_SECOND.dividedBy(limits.perChatPerSecond());
    }

    /// Records a pause that the platform required; true if a pause of all chats begins with it.
    public boolean limited(Chat chat, Duration pause, LimitScope scope) {
        long until = now() + pause.toNanos();
        return switch (scope) {
            case CHAT -> {
                pause(chat, pause);
                yield false;
            }
            case GLOBAL -> pauseAll(until);
            case UNKNOWN -> {
                pause(chat, pause);
                OptionalLong everybody = globalLimitDetector.add(chat.id(), now(), until);
                yield everybody.isPresent() && pauseAll(everybody.orElseThrow());
            }
        };
    }

    /// Starts a global pause. Further rejections of requests that were already in flight do not
    /// lower the rate again.
    private boolean pauseAll(long until) {
        boolean known = overall.isPaused(now());
        overall.pause(until);
        if (!known) {
            rate.lower(until);
        }
        return !known;
    }

    /// The current limit in requests per second; 0 for none.
    public int perSecond() {
        return rate.perSecond();
    }

    private void pause(Chat chat, Duration pause) {
        chatLimiter(chat).pause(now() + pause.toNanos());
    }

    int remembered() {
        return chats.size();
    }

    private ScopeLimiter chatLimiter(Chat chat) {
        return chats.computeIfAbsent(chat.id(), _ -> {
            int perMinute = limitedByMinute(chat) ? limits.perGroupPerMinute() : 0;
            var made = new ScopeLimiter(new SlidingWindow(perMinute, LONG_MINUTE), now());
            made.space(limits.perChatPerSecond() > 0 ? spacing().toNanos() : 0, 0);
            return made;
        });
    }

    private boolean limitedByMinute(Chat chat) {
        return limits.perGroupPerMinute() > 0 && chat.kind() != ChatType.PRIVATE;
    }

    /// Checks the two oldest chats per request. A chat that must be kept is moved to the end, so
    /// that it does not hide others.
    private void forgetIdle() {
        long now = now();
        long idle = (limits.perGroupPerMinute() > 0 ? LONG_MINUTE : LONG_SECOND).toNanos();
        for (int looked = 0; looked < 2 && !chats.isEmpty(); looked++) {
            Map.Entry<Long, ScopeLimiter> eldest = chats.pollFirstEntry();
            if (!eldest.getValue().isIdle(now, idle)) {
                chats.put(eldest.getKey(), eldest.getValue());
            }
        }
    }

    /// The shortest round trips among the last few hundred requests. A longer round trip may mean
    /// that the request arrived later.
    static final class RoundTripTimes {

        private static final int REMEMBERED = 256;

        private static final int MIN_SAMPLES = 8;

        private long fastest = Long.MAX_VALUE;
        private long previousFastest = Long.MAX_VALUE;
        private int counted;
        private int first;

        /// Records a round trip, and returns how much later than usual the request may have
        /// arrived.
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

    /// Detects whether rate-limit responses without a scope are global: they are if several chats
    /// get one within seconds.
    static final class GlobalLimitDetector {

        /// The number of limited chats from which the limit counts as global. One chat exceeded its
        /// own limit, and a second one may do so by chance.
        static final int GLOBAL_THRESHOLD = 3;

        /// The time after which a rejection is independent of an earlier one, whatever the pauses.
        static final Duration WINDOW = Duration.ofSeconds(3);

        private record LimitEvent(long heard, long until) {}

        private final Map<Long, LimitEvent> lately = new HashMap<>();

        /// Records that a chat has to pause, and returns the end of a pause of the whole platform:
        /// the end of the first of these pauses; empty if the limit is not global.
        OptionalLong add(long chat, long now, long until) {
            lately.values().removeIf(each -> each.until() - now <= 0 || now - each.heard() > WINDOW.toNanos());
            lately.put(chat, new LimitEvent(now, until));
            if (lately.size() < GLOBAL_THRESHOLD) {
                return OptionalLong.empty();
            }
            long first = lately.values().stream()
                    .mapToLong(each -> each.until() - now)
                    .min()
                    .orElseThrow();
            lately.clear();
            return OptionalLong.of(now + first);
        }
    }

    /// The limits of a chat or the platform: even spacing, unless the interval is 0, a sliding window,
    /// and pauses. A thread that woke up late may make up for the time `catchUp`.
    static final class ScopeLimiter {

        private final SlidingWindow window;
        private long interval;
        private long catchUp;
        private long next;
        private long pausedUntil;
        private long lastUsed;

        ScopeLimiter(SlidingWindow window, long now) {
            this.window = window;
            next = now;
            pausedUntil = now;
            lastUsed = now;
        }

        void space(long interval, long catchUp) {
            this.interval = interval;
            this.catchUp = catchUp;
        }

        long delayNanos(long now) {
            long turn = Math.max(next - now, window.delayNanos(now));
            return Math.max(0, Math.max(pausedUntil - now, turn));
        }

        /// Counts a request, and returns its ticket of the window.
        long acquire(long now) {
            if (next - now <= 0) {
                next = now + Math.max(next - now, -catchUp) + interval;
            }
            lastUsed = now;
            return window.add(now);
        }

        void restore(long at) {
            window.add(at);
        }

        void delayed(long ticket, long now) {
            window.delayed(ticket, now);
        }

        void pause(long until) {
            pausedUntil = Math.max(pausedUntil, until);
        }

        boolean isPaused(long now) {
            return pausedUntil - now > 0;
        }

        boolean isIdle(long now, long nanos) {
            return now - lastUsed > nanos && !isPaused(now);
        }
    }

    /// The rate of requests to a platform: the allowed rate, or for a while a lower one after the
    /// platform rejected requests; 0 for no limit.
    static final class SendRate {

        /// The delay after which a woken thread may still catch up.
        private static final Duration CATCH_UP = Duration.ofMillis(70);

        private static final long MINUTE = Duration.ofMinutes(1).toNanos();
        private static final int REDUCTION_DIVISOR = 5;

        private final int allowed;
        private final ScopeLimiter scope;
        private int perSecond;
        private long nextRegain;

        SendRate(int allowed, long now) {
            this.allowed = allowed;
            nextRegain = now;
            scope = new ScopeLimiter(new SlidingWindow(allowed, FULL_SECOND), now);
            set(allowed);
        }

        ScopeLimiter scope() {
            return scope;
        }

        int perSecond() {
            return perSecond;
        }

        /// Lowers the rate by a fifth (at least 1/s), to no less than 1/s. It begins to recover a
        /// minute after `from`, when sending resumes.
        void lower(long from) {
            int lost = Math.ceilDiv(perSecond, REDUCTION_DIVISOR);
            set(Math.clamp(perSecond - lost, Math.min(1, allowed), allowed));
            nextRegain = from + MINUTE;
        }

        /// Raises the rate by 1/s for each minute that has passed.
        void recover(long now) {
            if (perSecond < allowed && now - nextRegain >= 0) {
                long minutes = 1 + (now - nextRegain) / MINUTE;
                nextRegain += minutes * MINUTE;
                set((int) Math.min(allowed, perSecond + minutes));
            }
        }

        private void set(int rate) {
            perSecond = rate;
            if (rate > 0) {
                long interval = Duration.ofSeconds(1).dividedBy(rate).toNanos();
                // As many whole requests as fit into that time, of which the next one is due anyway.
                scope.space(interval, Math.max(0, CATCH_UP.toNanos() / interval - 1) * interval);
            }
        }
    }
}
