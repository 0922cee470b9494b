package digestbot.sandbox.telegram;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The limits on sending, counted in sliding windows of real time. They are off until they are set.
final class RateWindows {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int MAX_WINDOWS = 10_000;

    private final LongSupplier nanoTime;
    private final Map<Long, Window> chats = new HashMap<>();
    private final Map<Long, Window> groups = new HashMap<>();
    private final Window all = new Window();
    private int perSecond = Integer.MAX_VALUE;
    private int perChatPerSecond = Integer.MAX_VALUE;
    private int perGroupPerMinute = Integer.MAX_VALUE;

    RateWindows(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void enforce(int newPerSecond, int newPerChatPerSecond, int newPerGroupPerMinute) {
        perSecond = newPerSecond;
        perChatPerSecond = newPerChatPerSecond;
        perGroupPerMinute = newPerGroupPerMinute;
    }

    /// Counts a message if no limit forbids it; otherwise returns the number of seconds to wait, at
    /// least one.
    synchronized OptionalLong admit(long chat, boolean group) {
        if (perSecond == Integer.MAX_VALUE) {
            return OptionalLong.empty();
        }
        long now = nanoTime.getAsLong();
        forget(chats, SECOND, now);
        forget(groups, MINUTE, now);
        Window own = chats.computeIfAbsent(chat, _ -> new Window());
        Window slow = group ? groups.computeIfAbsent(chat, _ -> new Window()) : new Window();
        long wait = Math.max(
                all.waitFor(perSecond, SECOND, now),
                Math.max(own.waitFor(perChatPerSecond, SECOND, now), slow.waitFor(perGroupPerMinute, MINUTE, now)));
        if (wait > 0) {
            return OptionalLong.of(Math.ceilDiv(wait, SECOND));
        }
        all.times.addLast(now);
        own.times.addLast(now);
        slow.times.addLast(now);
        return OptionalLong.empty();
    }

    private static void forget(Map<Long, Window> windows, long span, long now) {
        if (windows.size() > MAX_WINDOWS) {
            windows.values().removeIf(window -> window.waitFor(1, span, now) == 0);
        }
    }

    private static final class Window {
        private final Deque<Long> times = new ArrayDeque<>();

        /// The nanoseconds until fewer than `most` messages are within the last `span`.
        long waitFor(int most, long span, long now) {
            while (!times.isEmpty() && now - times.getFirst() >= span) {
                times.removeFirst();
            }
            if (times.size() < most) {
                return 0;
            }
            return times.getFirst() + span - now;
        }
    }
}
