package digestbot.telegram;

import digestbot.delivery.api.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The Bot API's descriptions of the result of a request. It has no codes for most rejections, only
/// descriptions, which come from the source of its server (“Client.cpp”) and of the methods that it
/// calls.
public final class TelegramErrorPatterns {

    public record ErrorPattern(String text, Outcome outcome) {}

    /// The first match wins.
    public static final List<ErrorPattern> PATTERNS = List.of(
            new ErrorPattern("bot was blocked", Outcome.BLOCKED),
            new ErrorPattern("user_is_blocked", Outcome.BLOCKED),
            new ErrorPattern("bot was kicked", Outcome.KICKED),
            new ErrorPattern("bot is not a member", Outcome.KICKED),
            new ErrorPattern("channel_private", Outcome.KICKED),
            new ErrorPattern("user is deactivated", Outcome.DEACTIVATED),
            new ErrorPattern("group chat was deleted", Outcome.DEACTIVATED),
            new ErrorPattern("group chat was deactivated", Outcome.DEACTIVATED),
            new ErrorPattern("group is deactivated", Outcome.DEACTIVATED),
            new ErrorPattern("group chat was upgraded", Outcome.CHAT_NOT_FOUND), // without the new id
            new ErrorPattern("chat not found", Outcome.CHAT_NOT_FOUND),
            new ErrorPattern("peer_id_invalid", Outcome.CHAT_NOT_FOUND),
            new ErrorPattern("can't initiate conversation", Outcome.CANNOT_DM),
            new ErrorPattern("can't send messages to bots", Outcome.CANNOT_DM),
            new ErrorPattern("privacy_premium_required", Outcome.CANNOT_DM),
            new ErrorPattern("topic_closed", Outcome.TOPIC_CLOSED),
            new ErrorPattern("message thread not found", Outcome.TOPIC_DELETED),
            new ErrorPattern("topic_deleted", Outcome.TOPIC_DELETED),
            new ErrorPattern("topic_id_invalid", Outcome.TOPIC_DELETED),
            new ErrorPattern("chat_write_forbidden", Outcome.NO_RIGHTS),
            new ErrorPattern("chat_send_plain_forbidden", Outcome.NO_RIGHTS),
            new ErrorPattern("chat_restricted", Outcome.NO_RIGHTS),
            new ErrorPattern("chat_admin_required", Outcome.NO_RIGHTS),
            new ErrorPattern("need administrator rights", Outcome.NO_RIGHTS),
            new ErrorPattern("not enough rights", Outcome.NO_RIGHTS),
            new ErrorPattern("have no rights", Outcome.NO_RIGHTS),
            new ErrorPattern("message to edit not found", Outcome.MESSAGE_GONE),
            new ErrorPattern("message can't be edited", Outcome.MESSAGE_GONE),
            new ErrorPattern("message to delete not found", Outcome.MESSAGE_GONE),
            new ErrorPattern("message_id_invalid", Outcome.MESSAGE_GONE),
            new ErrorPattern("message can't be deleted", Outcome.UNDELETABLE),
            new ErrorPattern("can't parse entities", Outcome.MARKUP_REFUSED),
            new ErrorPattern("can't find end of", Outcome.MARKUP_REFUSED),
            new ErrorPattern("entity_bounds_invalid", Outcome.MARKUP_REFUSED),
            new ErrorPattern("entity_textrange_invalid", Outcome.MARKUP_REFUSED),
            new ErrorPattern("entities_too_long", Outcome.MARKUP_REFUSED));

    private TelegramErrorPatterns() {}

    static Optional<Outcome> outcomeOf(String description) {
        String lower = description.toLowerCase(Locale.ROOT);
        return PATTERNS.stream()
                .filter(pattern -> lower.contains(pattern.text()))
                .map(ErrorPattern::outcome)
                .findFirst();
    }
}
