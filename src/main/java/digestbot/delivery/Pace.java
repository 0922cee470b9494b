package digestbot.delivery;

import digestbot.subscription.Chat;
import digestbot.subscription.ChatKind;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Says when the next request may go: keeps to [Limits] and to the pauses that the platform asked for.
///
/// No window of a second (or minute) ever holds more than the limit, even if the network brings requests ten
/// milliseconds closer together. Remembers only chats that were written to lately. Not safe for several threads.
final class Pace {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// One chat's state.
    private static final class Lane {
        final Optional<Bucket> bucket;
        long pausedUntil;
        long lastUsed;

        Lane(Optional<Bucket> bucket, long now) {
            this.bucket = bucket;
            pausedUntil = now;
            lastUsed = now;
        }
    }

    private final Limits limits;
    private final TimeMeter time;
    private final Optional<Bucket> overall;
    private final Map<Long, Lane> chats = new LinkedHashMap<>(64, 0.75f, true);
    private long pausedUntil;

    /// @param time nanoseconds that only grow
    Pace(Limits limits, TimeMeter time) {
        this.limits = limits;
        this.time = time;
        pausedUntil = now();
        overall = limits.perSecond() == 0
                ? Optional.empty()
                : Optional.of(bucket(smooth(limits.perSecond(), Math.max(1, limits.perSecond() / 200), SECOND)));
    }

    /// Nanoseconds that only grow.
    long now() {
        return time.currentTimeNanos();
    }

    /// How many nanoseconds until some chat may be written to; 0 for now.
    long untilAnyone() {
        long paused = pausedUntil - now();
        return Math.max(0, Math.max(paused, overall.map(Pace::untilToken).orElse(0L)));
    }

    /// How many nanoseconds until this chat may be written to, the others aside; 0 for now.
    long until(Chat chat) {
        Lane lane = chats.get(chat.id());
        if (lane == null) {
            return 0;
        }
        long paused = lane.pausedUntil - now();
        return Math.max(0, Math.max(paused, lane.bucket.map(Pace::untilToken).orElse(0L)));
    }

    /// A request to the chat goes now.
    void goes(Chat chat) {
        overall.ifPresent(bucket -> bucket.tryConsume(1));
        if (limited(chat)) {
            lane(chat).bucket.ifPresent(bucket -> bucket.tryConsume(1));
        }
        forgetIdle();
    }

    /// Nobody is written to for as long.
    void pauseAll(Duration pause) {
        pausedUntil = Math.max(pausedUntil, now() + pause.toNanos());
    }

    /// The chat is not written to for as long.
    void pause(Chat chat, Duration pause) {
        Lane lane = lane(chat);
        lane.pausedUntil = Math.max(lane.pausedUntil, now() + pause.toNanos());
    }

    /// How many chats are remembered.
    int remembered() {
        return chats.size();
    }

    private Lane lane(Chat chat) {
        long now = now();
        Lane lane = chats.computeIfAbsent(chat.id(), _ -> new Lane(bucketOf(chat), now));
        lane.lastUsed = now;
        return lane;
    }

    private boolean limited(Chat chat) {
        return limits.perChatPerSecond() > 0 || (limits.perGroupPerMinute() > 0 && chat.kind() != ChatKind.PRIVATE);
    }

    private Optional<Bucket> bucketOf(Chat chat) {
        var bandwidths = new ArrayDeque<Bandwidth>();
        if (limits.perChatPerSecond() > 0) {
            bandwidths.add(smooth(limits.perChatPerSecond(), 1, SECOND));
        }
        if (limits.perGroupPerMinute() > 0 && chat.kind() != ChatKind.PRIVATE) {
            // Half of a minute's messages may come at once: a group hears a digest's parts without long breaks.
            bandwidths.add(smooth(limits.perGroupPerMinute(), Math.max(1, limits.perGroupPerMinute() / 2), MINUTE));
        }
        return bandwidths.isEmpty() ? Optional.empty() : Optional.of(bucket(bandwidths.toArray(Bandwidth[]::new)));
    }

    private Bucket bucket(Bandwidth... bandwidths) {
        var builder = Bucket.builder();
        for (Bandwidth bandwidth : bandwidths) {
            builder.addLimit(bandwidth);
        }
        return builder.withCustomTimePrecision(time).build();
    }

    /// A bucket of `burst` tokens whose refill leaves every window of the period at or below the limit: a window
    /// holds at most the burst and what flows in meanwhile. One per cent of slack is for the network's jitter.
    private static Bandwidth smooth(int limit, int burst, Duration period) {
        long nanosPerToken = period.toNanos() / 100 * 101 / (limit + 1 - burst);
        return Bandwidth.builder()
                .capacity(burst)
                .refillGreedy(1, Duration.ofNanos(nanosPerToken))
                .build();
    }

    private static long untilToken(Bucket bucket) {
        return bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    }

    /// Looks at the two that were used longest ago, so that each request pays for the forgetting of its chat.
    private void forgetIdle() {
        long now = now();
        long idle = limits.perGroupPerMinute() > 0 ? 2 * MINUTE.toNanos() : 2 * SECOND.toNanos();
        var eldest = chats.values().iterator();
        for (int looked = 0; looked < 2 && eldest.hasNext(); looked++) {
            Lane lane = eldest.next();
            if (now - lane.lastUsed > idle && now - lane.pausedUntil > 0) {
                eldest.remove();
            }
        }
    }
}
