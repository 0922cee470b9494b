package digestbot.delivery.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Everything that can come of an attempt to deliver, by name, each with its one [Policy]. `delivery.failure` holds
/// the name of what a delivery failed of.
///
/// How each platform says so is in the adapters' own tables, `TelegramErrorPatterns` and
/// `DiscordErrorCodes`.
public enum Outcome {
    BLOCKED("blocked", Policy.PAUSE, "The person has blocked the bot."),
    KICKED("kicked", Policy.PAUSE, "The bot was removed from the group, the channel or the server."),
    DEACTIVATED("deactivated", Policy.PAUSE, "The person's account, or the group, is gone."),
    CHAT_NOT_FOUND("chat-not-found", Policy.PAUSE, "There is no such chat, as far as the bot can see."),
    UNKNOWN_CHANNEL("unknown-channel", Policy.PAUSE, "The channel was deleted."),
    CANNOT_DM("cannot-dm", Policy.PAUSE, "The person takes no direct messages from the bot."),
    NO_RIGHTS("no-rights", Policy.PAUSE, "The bot may not write there."),
    MIGRATED("migrated", Policy.FOLLOW, "The group has another id now."),
    TOPIC_CLOSED("topic-closed", Policy.DIVERT, "The forum topic is closed."),
    THREAD_ARCHIVED("thread-archived", Policy.DIVERT, "The thread is archived and locked."),
    TOPIC_DELETED("topic-deleted", Policy.MOVE, "The forum topic was deleted."),
    THREAD_DELETED("thread-deleted", Policy.MOVE, "The thread was deleted."),
    MESSAGE_GONE("message-gone", Policy.DONE, "The message to change or to delete is not there, or can't be changed."),
    UNDELETABLE("undeletable", Policy.EMPTY, "The message can't be deleted, as when it is too old."),
    MARKUP_REFUSED("markup-refused", Policy.PLAIN, "The platform can't read the message's formatting."),
    REFUSED("refused", Policy.FAIL, "The platform takes this message in no form."),
    UNRENDERABLE("unrenderable", Policy.FAIL, "Its content can't be read, or can't be made a message of."),
    POISON("poison", Policy.FAIL, "The process ended three times while it was prepared."),
    GAVE_UP("gave-up", Policy.FAIL, "It was tried for about a day."),
    CHAT_LIMIT("chat-limit", Policy.WAIT, "Too much for one chat (429)."),
    EDIT_LIMIT("edit-limit", Policy.PUT_OFF, "Too many edits of old messages."),
    OVERALL_LIMIT("overall-limit", Policy.WAIT_ALL, "Too much for the bot as a whole (429)."),
    SERVER_ERROR("server-error", Policy.AGAIN, "An error of the server's (5xx)."),
    SERVER_DOWN("server-down", Policy.AGAIN, "There is no connection to the server."),
    NOT_WRITTEN("not-written", Policy.AGAIN, "Time ran out before the request was written."),
    UNANSWERED("unanswered", Policy.AGAIN, "The request was written; its answer did not come. It may have arrived."),
    MALFORMED("malformed-answer", Policy.AGAIN, "The answer can't be read. The message may have arrived."),
    TURNED_AWAY("turned-away", Policy.AGAIN, "Something in front of the platform refused the request."),
    TOKEN_REFUSED("token-refused", Policy.AGAIN, "The platform refuses the bot's token.");

    private final String id;
    private final Policy policy;
    private final String sentence;

    Outcome(String id, Policy policy, String sentence) {
        this.id = id;
        this.policy = policy;
        this.sentence = sentence;
    }

    /// Its name in the database and on the command line.
    public String id() {
        return id;
    }

    public Policy policy() {
        return policy;
    }

    /// What happened, for people.
    public String sentence() {
        return sentence;
    }

    /// The outcome of that name.
    public static Optional<Outcome> of(String id) {
        return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
    }

    /// Those that a delivery can fail of.
    public static List<Outcome> failures() {
        return Arrays.stream(values())
                .filter(each -> each.policy == Policy.PAUSE || each.policy == Policy.FAIL)
                .toList();
    }

    /// @throws IllegalArgumentException unless its policy is one of these
    void require(Policy... allowed) {
        if (!List.of(allowed).contains(policy)) {
            throw new IllegalArgumentException(id + " leads to " + policy + ", not to " + List.of(allowed));
        }
    }
}
