package digestbot.delivery;

import digestbot.subscription.Chat;
import digestbot.subscription.ChatKind;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Says when the next request may go: keeps to [Limits] and to the pauses that the platform asked for.
///
/// Token buckets space requests evenly and let a thread that woke late catch up; the times of the last requests hold
/// every window of a second (or minute) at the limit, even if the network brings requests a little closer
/// together. Remembers only chats that were written to lately. Not safe for several threads.
final class Pace {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /// A second and a minute with one per cent more, for the network's jitter.
    private static final Duration LONG_SECOND = Duration.ofMillis(1_010);

    private static final Duration LONG_MINUTE = Duration.ofMillis(60_600);

    /// How late a thread may wake and still catch up.
    private static final Duration LATE = Duration.ofMillis(70);

    /// What holds for one chat, or for all.
    private static final class Restraint {
        final Optional<Bucket> bucket;
        final Optional<Window> window;
        long pausedUntil;
        long lastUsed;

        Restraint(Optional<Bucket> bucket, Optional<Window> window, long now) {
            this.bucket = bucket;
            this.window = window;
            pausedUntil = now;
            lastUsed = now;
        }

        long until(long now) {
            long token = bucket.map(each -> each.estimateAbilityToConsume(1).getNanosToWaitForRefill())
                    .orElse(0L);
            long room = window.map(each -> each.until(now)).orElse(0L);
            return Math.max(Math.max(0, pausedUntil - now), Math.max(token, room));
        }

        long goes(long now) {
            bucket.ifPresent(each -> each.tryConsume(1));
            lastUsed = now;
            return window.map(each -> each.add(now)).orElse(0L);
        }

        void pause(long until) {
            pausedUntil = Math.max(pausedUntil, until);
        }
    }

    private final Limits limits;
    private final TimeMeter time;
    private final Restraint overall;
    private final Map<Long, Restraint> chats = new LinkedHashMap<>(64, 0.75f, true);

    /// @param time nanoseconds that only grow
    Pace(Limits limits, TimeMeter time) {
        this.limits = limits;
        this.time = time;
        overall = limits.perSecond() == 0
                ? new Restraint(Optional.empty(), Optional.empty(), now())
                : new Restraint(
                        Optional.of(spacing(limits.perSecond())),
                        Optional.of(new Window(limits.perSecond(), LONG_SECOND)),
                        now());
    }

    /// Nanoseconds that only grow.
    long now() {
        return time.currentTimeNanos();
    }

    /// How many nanoseconds until some chat may be written to; 0 for now.
    long untilAnyone() {
        return overall.until(now());
    }

    /// How many nanoseconds until this chat may be written to, the others aside; 0 for now.
    long until(Chat chat) {
        Restraint own = chats.get(chat.id());
        return own == null ? 0 : own.until(now());
    }

    /// A request to the chat goes now.
    ///
    /// @return the request's ticket, for [#goesOnly]
    long goes(Chat chat) {
        long ticket = overall.goes(now());
        if (limits.perChatPerSecond() > 0 || limitedByMinute(chat)) {
            restraint(chat).goes(now());
        }
        forgetIdle();
        return ticket;
    }

    /// The thread with the ticket took until now to get to its request.
    void goesOnly(long ticket) {
        overall.window.ifPresent(each -> each.delayed(ticket, now()));
    }

    /// Nobody is written to for as long.
    void pauseAll(Duration pause) {
        overall.pause(now() + pause.toNanos());
    }

    /// The chat is not written to for as long.
    void pause(Chat chat, Duration pause) {
        restraint(chat).pause(now() + pause.toNanos());
    }

    /// How many chats are remembered.
    int remembered() {
        return chats.size();
    }

    private Restraint restraint(Chat chat) {
        return chats.computeIfAbsent(chat.id(), _ -> new Restraint(bucket(), window(chat), now()));
    }

    private boolean limitedByMinute(Chat chat) {
        return limits.perGroupPerMinute() > 0 && chat.kind() != ChatKind.PRIVATE;
    }

    private Optional<Window> window(Chat chat) {
        return limitedByMinute(chat)
                ? Optional.of(new Window(limits.perGroupPerMinute(), LONG_MINUTE))
                : Optional.empty();
    }

    private Optional<Bucket> bucket() {
        return limits.perChatPerSecond() > 0
                ? Optional.of(bucket(1, LONG_SECOND.dividedBy(limits.perChatPerSecond())))
                : Optional.empty();
    }

    /// Even distances, with as many tokens saved up as fall into [#LATE].
    private Bucket spacing(int perSecond) {
        long saved = perSecond * LATE.toMillis() / SECOND.toMillis();
        return bucket(Math.max(1, saved), SECOND.dividedBy(perSecond));
    }

    private Bucket bucket(long capacity, Duration refill) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(capacity)
                        .refillGreedy(1, refill)
                        .build())
                .withCustomTimePrecision(time)
                .build();
    }

    /// Looks at the two that were used longest ago, so that each request pays for the forgetting of its chat.
    private void forgetIdle() {
        long now = now();
        long idle = (limits.perGroupPerMinute() > 0 ? LONG_MINUTE : LONG_SECOND).toNanos();
        var eldest = chats.values().iterator();
        for (int looked = 0; looked < 2 && eldest.hasNext(); looked++) {
            Restraint restraint = eldest.next();
            if (now - restraint.lastUsed > idle && now - restraint.pausedUntil > 0) {
                eldest.remove();
            }
        }
    }
}
