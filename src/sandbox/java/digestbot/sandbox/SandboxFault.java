package digestbot.sandbox;

import java.time.Duration;

public sealed interface SandboxFault {

    /// After so many requests the fault ends; 0 if it does not end by itself.
    default int requests() {
        return 0;
    }

    record None() implements SandboxFault {}

    /// The person blocked the bot, or closed their direct messages to it.
    record Blocked() implements SandboxFault {}

    /// The bot was removed from the group, or has no access to the channel.
    record Removed() implements SandboxFault {}

    /// The chat or channel no longer exists, or the thread if the place is one.
    record Gone() implements SandboxFault {}

    /// No topic of the forum accepts messages, although the group itself does (Telegram); or the
    /// thread is archived and locked (Discord, where a thread is a place of its own).
    record Closed() implements SandboxFault {}

    /// The group was upgraded and has another id (Telegram only).
    record Migrated(long to) implements SandboxFault {}

    record Throttled(int requests, Duration retryAfter) implements SandboxFault {}

    record ServerError(int requests, int status) implements SandboxFault {}

    /// The messages are delivered, but the connection is cut before the response.
    record CutAfterDelivery(int requests) implements SandboxFault {}

    /// The messages are delivered, but the response is not JSON.
    record Garbled(int requests) implements SandboxFault {}

    /// The messages are rejected as malformed; on Telegram only messages with formatting.
    record Refused(int requests) implements SandboxFault {}

    /// Nobody in the group may send pictures and files (Telegram only).
    record TextAlone() implements SandboxFault {}

    /// The messages are rejected because of their content, in any form.
    record Declined(int requests) implements SandboxFault {}

    /// The fault of requests about one place. A fault that counts requests ends with the last of them.
    public static final class PlaceFault {

        private SandboxFault fault = new SandboxFault.None();
        private int left;

        public synchronized void set(SandboxFault next) {
            fault = next;
            left = next.requests();
        }

        public synchronized SandboxFault get() {
            return fault;
        }

        /// Counts the request.
        public synchronized boolean take(Class<? extends SandboxFault> kind) {
            if (!kind.isInstance(fault) || left < 1) {
                return false;
            }
            left--;
            if (left == 0) {
                fault = new SandboxFault.None();
            }
            return true;
        }
    }
}
