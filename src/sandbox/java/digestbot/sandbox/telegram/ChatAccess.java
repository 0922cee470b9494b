package digestbot.sandbox.telegram;

import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Finds the chat of a request and checks the bot's rights there. Called under the lock of
/// [TelegramWorld].
final class ChatAccess {
    private final TelegramWorld world;
    final RateWindows limits = new RateWindows(System::nanoTime);

    ChatAccess(TelegramWorld world) {
        this.world = world;
    }

    /// A proxy in front of the Bot API answers with an error page.
    void throwServerError(Parameters parameters) {
        synchronized (world) {
            OptionalLong id = parameters.number("chat_id");
            Optional<SandboxChat> chat = id.isPresent() ? world.find(id.getAsLong()) : Optional.empty();
            chat.ifPresent(found -> {
                if (found.fault.get() instanceof SandboxFault.ServerError(int _, int status)
                        && found.fault.take(SandboxFault.ServerError.class)) {
                    throw Refusal.page(status);
                }
            });
        }
    }

    /// Fails with a [Refusal] if the chat does not exist or the bot is not a member.
    SandboxChat toRead(Parameters parameters) {
        SandboxChat chat = find(parameters);
        if (chat.has(SandboxFault.Gone.class)) {
            throw notFound();
        }
        if (chat.has(SandboxFault.Removed.class)) {
            throw Refusal.forbidden(
                    chat.place.kind() == SandboxPlace.Kind.CHANNEL
                            ? "bot is not a member of the channel chat"
                            : "bot was kicked from the " + chat.type() + " chat");
        }
        if (chat.fault.get() instanceof SandboxFault.Throttled(int _, Duration wait)
                && chat.fault.take(SandboxFault.Throttled.class)) {
            throw Refusal.tooMany(Math.max(1, wait.toSeconds()));
        }
        return chat;
    }

    /// Fails with a [Refusal] as for reading, and if the bot may not act there.
    SandboxChat toWrite(Parameters parameters) {
        SandboxChat chat = toRead(parameters);
        if (chat.isUnopened()) {
            throw Refusal.forbidden("bot can't initiate conversation with a user");
        }
        if (chat.has(SandboxFault.Blocked.class)) {
            throw Refusal.forbidden("bot was blocked by the user");
        }
        if (chat.fault.get() instanceof SandboxFault.Migrated(long to)) {
            throw Refusal.migrated(to);
        }
        if (chat.mute) {
            throw Refusal.badRequest(
                    chat.place.kind() == SandboxPlace.Kind.CHANNEL
                            ? "need administrator rights in the channel chat"
                            : "not enough rights to send text messages to the chat");
        }
        return chat;
    }

    /// Fails with a [Refusal] as for acting, and if a limit is reached or the message is to be
    /// rejected.
    SandboxChat toSend(Parameters parameters) {
        SandboxChat chat = toWrite(parameters);
        OptionalLong wait = limits.admit(chat.id(), chat.place.kind() != SandboxPlace.Kind.PRIVATE);
        if (wait.isPresent()) {
            throw Refusal.tooMany(wait.getAsLong());
        }
        if (!parameters.text("parse_mode").isEmpty() && chat.fault.take(SandboxFault.Refused.class)) {
            throw TextRules.unreadable("Unsupported start tag \"sandbox\" at byte offset 0");
        }
        if (chat.fault.take(SandboxFault.Declined.class)) {
            throw Refusal.badRequest("message is too long");
        }
        return chat;
    }

    private SandboxChat find(Parameters parameters) {
        if (parameters.text("chat_id").isEmpty()) {
            throw Refusal.badRequest("chat_id is empty");
        }
        long id = parameters.number("chat_id").orElseThrow(ChatAccess::notFound);
        // A person who is known from a group has a private chat too, which waits for their first
        // message.
        return world.find(id)
                .or(() -> world.person(id).map(_ -> world.at(new SandboxPlace(id, SandboxPlace.Kind.PRIVATE, ""))))
                .orElseThrow(ChatAccess::notFound);
    }

    private static Refusal notFound() {
        return Refusal.badRequest("chat not found");
    }

    /// The limits on sending, counted in sliding windows of real time. They are off until they are set.
    static final class RateWindows {
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
}
