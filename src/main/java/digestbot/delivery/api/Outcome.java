package digestbot.delivery.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The possible outcomes of a delivery attempt, to which `TelegramErrors` and `DiscordErrors` map the
/// platforms' errors. `delivery.failure` stores the id of the outcome with which a delivery
/// failed.
public enum Outcome {
    BLOCKED("blocked", Policy.PAUSE, "The person blocked the bot."),
    KICKED("kicked", Policy.PAUSE, "The bot was removed from the group, channel or server."),
    DEACTIVATED("deactivated", Policy.PAUSE, "The person's account or the group no longer exists."),
    CHAT_NOT_FOUND("chat-not-found", Policy.PAUSE, "The bot cannot find the chat."),
    UNKNOWN_CHANNEL("unknown-channel", Policy.PAUSE, "The channel was deleted."),
    CANNOT_DM("cannot-dm", Policy.PAUSE, "The person does not accept direct messages from the bot."),
    NO_RIGHTS("no-rights", Policy.PAUSE, "The bot is not allowed to write there."),
    MIGRATED("migrated", Policy.FOLLOW, "The group has a new id."),
    TOPIC_CLOSED("topic-closed", Policy.FALL_BACK, "The forum topic is closed."),
    THREAD_ARCHIVED("thread-archived", Policy.FALL_BACK, "The thread is archived and locked."),
    TOPIC_DELETED("topic-deleted", Policy.MOVE, "The forum topic was deleted."),
    THREAD_DELETED("thread-deleted", Policy.MOVE, "The thread was deleted."),
    MESSAGE_GONE("message-gone", Policy.DONE, "The message to edit or delete does not exist or cannot be changed."),
    UNDELETABLE("undeletable", Policy.BLANK, "The message cannot be deleted, for example because it is too old."),
    MARKUP_REFUSED("markup-refused", Policy.PLAIN, "The platform cannot parse the message's formatting."),
    REFUSED("refused", Policy.FAIL, "The platform rejected the message."),
    UNRENDERABLE("unrenderable", Policy.FAIL, "The content cannot be read or cannot be made into a message."),
    POISON("poison", Policy.FAIL, "The process ended three times while the message was being prepared."),
    EXPIRED("expired", Policy.FAIL, "Retries were exhausted after about a day."),
    CHAT_LIMIT("chat-limit", Policy.WAIT, "The rate limit of one chat was reached (429)."),
    EDIT_LIMIT("edit-limit", Policy.DEFER, "The rate limit for edits of old messages was reached."),
    OVERALL_LIMIT("overall-limit", Policy.PAUSE_PLATFORM, "The rate limit of the whole bot was reached (429)."),
    SERVER_ERROR("server-error", Policy.RETRY, "Server error (5xx)."),
    SERVER_DOWN("server-down", Policy.RETRY, "No connection to the server."),
    NOT_WRITTEN("not-written", Policy.RETRY, "Timeout before the request was written."),
    FILE_NOT_MADE(
            "file-not-made", Policy.RETRY, "The message's file cannot be made, for example because the disk is full."),
    UNANSWERED(
            "unanswered",
            Policy.RETRY,
            "The request was written, but no answer arrived. The message may have been delivered."),
    MALFORMED_RESPONSE(
            "malformed-answer", Policy.RETRY, "The answer cannot be read. The message may have been delivered."),
    BLOCKED_BY_PROXY("turned-away", Policy.RETRY, "A proxy in front of the platform rejected the request."),
    TOKEN_REFUSED("token-refused", Policy.RETRY, "The platform rejects the bot's token.");

    private final String id;
    private final Policy policy;
    private final String sentence;

    Outcome(String id, Policy policy, String sentence) {
        this.id = id;
        this.policy = policy;
        this.sentence = sentence;
    }

    /// The name in the database and on the command line.
    public String id() {
        return id;
    }

    public Policy policy() {
        return policy;
    }

    public String sentence() {
        return sentence;
    }

    public static Optional<Outcome> of(String id) {
        return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
    }

    public boolean isFailure() {
        return policy == Policy.PAUSE || policy == Policy.FAIL;
    }

    /// Removes the chat and user ids that a platform's message may contain.
    public static String withoutIds(String message) {
        return message.replaceAll("-?\\d{5,}", "…");
    }

    void require(Policy... allowed) {
        if (!List.of(allowed).contains(policy)) {
            throw new IllegalArgumentException(id + " has the policy " + policy + ", not one of " + List.of(allowed));
        }
    }
}
