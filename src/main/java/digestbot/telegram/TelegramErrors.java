package digestbot.telegram;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.RateLimited.LimitScope;
import digestbot.telegram.transport.BotApiTransport.NotSentException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.telegram.telegrambots.meta.api.objects.ResponseParameters;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/// Translates the Bot API's responses and connection failures into send results.
///
/// The API has no codes for most rejections, only descriptions. The known ones come from the source
/// of the server (“Client.cpp”) and of the methods that it calls.
public final class TelegramErrors {

    public record ErrorPattern(String text, Outcome outcome) {}

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

    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);
    private static final Pattern RETRY_AFTER = Pattern.compile("retry after (\\d{1,6})");

    private static final List<String> FILES_FORBIDDEN = List.of(
            "not enough rights to send photos",
            "not enough rights to send documents",
            "CHAT_SEND_PHOTOS_FORBIDDEN",
            "CHAT_SEND_DOCS_FORBIDDEN",
            "CHAT_SEND_MEDIA_FORBIDDEN");

    private TelegramErrors() {}

    static SendResult result(TelegramApiException e) {
        if (e instanceof TelegramApiRequestException refusal) {
            Integer code = refusal.getErrorCode();
            return code == null || code == 0
                    ? new SendResult.Unconfirmed(Outcome.MALFORMED_RESPONSE, String.valueOf(refusal.getMessage()))
                    : refused(code, Objects.requireNonNullElse(refusal.getApiResponse(), ""), refusal.getParameters());
        }
        return switch (e.getCause()) {
            case NotSentException cause ->
                new SendResult.NotSent(
                        cause.getCause() instanceof InterruptedIOException ? Outcome.NOT_WRITTEN : Outcome.SERVER_DOWN,
                        reason(cause));
            case IOException cause -> new SendResult.Unconfirmed(Outcome.UNANSWERED, reason(cause));
            case InterruptedException _ -> new SendResult.Unconfirmed(Outcome.UNANSWERED, "interrupted");
            case null -> new SendResult.Rejected(text(e));
            case Throwable cause -> new SendResult.Rejected(text(cause));
        };
    }

    static boolean isNotModified(TelegramApiException e) {
        return descriptionContains(e, "message is not modified");
    }

    /// Whether the message to edit has a picture, whose caption Telegram does not treat as the
    /// message's text.
    static boolean isPicture(TelegramApiException e) {
        return descriptionContains(e, "there is no text in the message to edit");
    }

    static boolean isDeleted(TelegramApiException e) {
        return descriptionContains(e, "message to delete not found");
    }

    /// Whether the chat accepts texts but not this kind of file.
    static boolean forbidsFile(TelegramApiException e) {
        return FILES_FORBIDDEN.stream().anyMatch(words -> descriptionContains(e, words));
    }

    private static boolean descriptionContains(TelegramApiException e, String words) {
        return e instanceof TelegramApiRequestException refusal
                && Objects.requireNonNullElse(refusal.getApiResponse(), "").contains(words);
    }

    static String reason(TelegramApiException e) {
        return result(e).why();
    }

    static String reason(Throwable failure) {
        return failure instanceof TelegramApiException e
                ? reason(e)
                : failure.getClass().getSimpleName();
    }

    static boolean refusesToken(TelegramApiException e) {
        return result(e) instanceof SendResult.NotSent(Outcome outcome, String _) && outcome == Outcome.TOKEN_REFUSED;
    }

    /// Whether the server rejected this request itself, so that a retry would not help.
    static boolean isRefusal(Throwable failure) {
        return failure instanceof TelegramApiException e
                && switch (result(e)) {
                    case SendResult.Unreachable _,
                            SendResult.Rejected _,
                            SendResult.MessageGone _,
                            SendResult.Undeletable _,
                            SendResult.ThreadGone _,
                            SendResult.FormatRefused _,
                            SendResult.ChatMoved _ -> true;
                    case SendResult.Sent _,
                            SendResult.RateLimited _,
                            SendResult.Deferred _,
                            SendResult.NotSent _,
                            SendResult.Unconfirmed _ -> false;
                };
    }

    private static SendResult refused(int code, String description, ResponseParameters parameters) {
        if (code == 429) {
            return new SendResult.RateLimited(retryAfter(description, parameters), LimitScope.UNKNOWN);
        }
        if (parameters != null && parameters.getMigrateToChatId() != null) {
            return new SendResult.ChatMoved(parameters.getMigrateToChatId());
        }
        if (code == 401 || code == 404) {
            return new SendResult.NotSent(Outcome.TOKEN_REFUSED, "the token is refused: " + description);
        }
        if (code >= 500) {
            return new SendResult.Unconfirmed(Outcome.SERVER_ERROR, code + " " + description);
        }
        String lower = description.toLowerCase(Locale.ROOT);
        Outcome outcome = PATTERNS.stream()
                .filter(pattern -> lower.contains(pattern.text()))
                .findFirst()
                .map(ErrorPattern::outcome)
                .orElse(code == 403 ? Outcome.NO_RIGHTS : Outcome.REFUSED);
        return SendResult.refused(outcome, description);
    }

    private static Duration retryAfter(String description, ResponseParameters parameters) {
        if (parameters != null && parameters.getRetryAfter() != null) {
            return Duration.ofSeconds(Math.max(1, parameters.getRetryAfter()));
        }
        Matcher told = RETRY_AFTER.matcher(description.toLowerCase(Locale.ROOT));
        return told.find() ? Duration.ofSeconds(Math.max(1, Long.parseLong(told.group(1)))) : DEFAULT_RETRY_AFTER;
    }

    private static String reason(IOException e) {
        Throwable cause = e instanceof NotSentException && e.getCause() != null ? e.getCause() : e;
        return text(cause);
    }

    private static String text(Throwable e) {
        return SendResult.noAnswer(e)
                .orElseGet(() -> e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage()));
    }
}
