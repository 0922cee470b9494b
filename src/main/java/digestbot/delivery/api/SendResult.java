package digestbot.delivery.api;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// The result of a request to a platform, with the [Outcome] if several have the same consequence.
public sealed interface SendResult {

    /// The reason why nothing was sent for certain; empty if it was.
    String why();

    /// The result of a request that the platform refused with that outcome.
    static SendResult refused(Outcome outcome, String why) {
        return switch (outcome.policy()) {
            case PAUSE -> new Unreachable(outcome, why);
            case FALL_BACK, MOVE -> new ThreadGone(outcome, why);
            case DONE -> new MessageGone(why);
            case BLANK -> new Undeletable(why);
            case PLAIN -> new FormatRefused(why);
            case RETRY -> new NotSent(outcome, why);
            case FAIL, WAIT, DEFER, PAUSE_PLATFORM, FOLLOW -> new Rejected(why);
        };
    }

    /// Says for people why a network gave no answer; empty for failures that only their name describes.
    static Optional<String> noAnswer(Throwable failure) {
        return switch (failure) {
            case UnknownHostException _ -> Optional.of("its name cannot be looked up");
            case ConnectException _, NoRouteToHostException _ -> Optional.of("no connection");
            case InterruptedIOException _ -> Optional.of("no answer in time");
            default -> Optional.empty();
        };
    }

    /// The message was sent. The delivery's further messages go to the thread that it opened.
    record Sent(String messageId, OptionalLong thread) implements SendResult {
        public Sent(String messageId) {
            this(messageId, OptionalLong.empty());
        }

        @Override
        public String why() {
            return "";
        }
    }

    record RateLimited(Duration retryAfter, LimitScope scope) implements SendResult {
        public enum LimitScope {
            CHAT,
            GLOBAL,
            /// Not said: this chat, unless several chats are limited at the same time.
            UNKNOWN
        }

        public RateLimited(Duration retryAfter, boolean everything) {
            this(retryAfter, everything ? LimitScope.GLOBAL : LimitScope.CHAT);
        }

        @Override
        public String why() {
            return "asked to wait " + retryAfter.toSeconds() + " s";
        }
    }

    /// Only this message is delayed, not the chat: by the platform, or because its file is not
    /// ready.
    record Deferred(Duration retryAfter, String why) implements SendResult {}

    record ChatMoved(long to) implements SendResult {

        @Override
        public String why() {
            return "the chat is now " + to;
        }
    }

    /// The chat cannot be reached until it becomes active again.
    record Unreachable(Outcome outcome, String why) implements SendResult {

        public Unreachable {
            outcome.require(Policy.PAUSE);
        }

        public Unreachable(String why) {
            this(Outcome.BLOCKED, why);
        }
    }

    /// This message will never be accepted.
    record Rejected(String why) implements SendResult {}

    /// The message to edit no longer exists, or cannot be changed.
    record MessageGone(String why) implements SendResult {}

    /// The message cannot be deleted (any more), but it can be edited.
    record Undeletable(String why) implements SendResult {}

    /// The thread or forum topic accepts no messages; its parent chat may.
    record ThreadGone(Outcome outcome, String why) implements SendResult {

        public ThreadGone {
            outcome.require(Policy.FALL_BACK, Policy.MOVE);
        }
    }

    /// The platform rejects the formatting; it would accept plain text.
    record FormatRefused(String why) implements SendResult {}

    /// The message did not arrive and may be sent again.
    record NotSent(Outcome outcome, String why) implements SendResult {

        public NotSent {
            outcome.require(Policy.RETRY);
        }

        public NotSent(String why) {
            this(Outcome.SERVER_DOWN, why);
        }
    }

    /// The message may have arrived.
    record Unconfirmed(Outcome outcome, String why) implements SendResult {

        public Unconfirmed {
            outcome.require(Policy.RETRY);
        }

        public Unconfirmed(String why) {
            this(Outcome.UNANSWERED, why);
        }
    }
}
