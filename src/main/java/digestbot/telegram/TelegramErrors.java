package digestbot.telegram;

import digestbot.delivery.SendResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.telegram.telegrambots.meta.api.objects.ResponseParameters;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/// What the Bot API's refusals mean for a message. The API has no codes for most of them, only descriptions.
final class TelegramErrors {

    private static final Duration UNTOLD_PAUSE = Duration.ofSeconds(5);
    private static final Pattern RETRY_AFTER = Pattern.compile("retry after (\\d{1,6})");

    /// Nothing can be said in the chat, whatever it is.
    private static final List<String> NO_WAY_IN = List.of(
            "chat not found",
            "peer_id_invalid",
            "user is deactivated",
            "user_is_blocked",
            "bot was blocked",
            "bot was kicked",
            "bot is not a member",
            "group chat was deactivated",
            "group chat was upgraded",
            "channel_private",
            "chat_write_forbidden",
            "chat_restricted",
            "chat_admin_required",
            "need administrator rights",
            "not enough rights",
            "have no rights");

    private static final List<String> NO_TOPIC =
            List.of("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid");

    private TelegramErrors() {}

    /// How the request ended.
    static SendResult result(TelegramApiException e) {
        if (e instanceof TelegramApiRequestException refusal) {
            Integer code = refusal.getErrorCode();
            return code == null || code == 0
                    ? new SendResult.Unconfirmed("the server's answer was not readable")
                    : refused(code, Objects.requireNonNullElse(refusal.getApiResponse(), ""), refusal.getParameters());
        }
        return switch (e.getCause()) {
            case RequestTrace.NotSentException cause -> new SendResult.NotSent(why(cause));
            case IOException cause -> new SendResult.Unconfirmed(why(cause));
            case InterruptedException _ -> new SendResult.Unconfirmed("interrupted");
            case null -> new SendResult.Rejected(text(e));
            case Throwable cause -> new SendResult.Rejected(text(cause));
        };
    }

    /// Whether the edited message said the same already.
    static boolean isNotModified(TelegramApiException e) {
        return says(e, "message is not modified");
    }

    /// Whether the message that was to be deleted is away already.
    static boolean isDeleted(TelegramApiException e) {
        return says(e, "message to delete not found");
    }

    private static boolean says(TelegramApiException e, String words) {
        return e instanceof TelegramApiRequestException refusal
                && Objects.requireNonNullElse(refusal.getApiResponse(), "").contains(words);
    }

    /// The reason in words, for a log.
    static String why(TelegramApiException e) {
        return switch (result(e)) {
            case SendResult.Sent _ -> "";
            case SendResult.RateLimited limited ->
                "asked to wait " + limited.retryAfter().toSeconds() + " s";
            case SendResult.ChatMoved(long to) -> "the chat is now " + to;
            case SendResult.Unreachable(var why) -> why;
            case SendResult.Rejected(var why) -> why;
            case SendResult.MessageGone(var why) -> why;
            case SendResult.ThreadGone(var why) -> why;
            case SendResult.FormatRefused(var why) -> why;
            case SendResult.NotSent(var why) -> why;
            case SendResult.Unconfirmed(var why) -> why;
        };
    }

    /// The reason in words, whatever kind of failure it is.
    static String why(Throwable failure) {
        return failure instanceof TelegramApiException e
                ? why(e)
                : failure.getClass().getSimpleName();
    }

    /// Whether the server said no to just this request, so that repeating it would not help.
    static boolean isRefusal(Throwable failure) {
        return failure instanceof TelegramApiException e
                && switch (result(e)) {
                    case SendResult.Unreachable _,
                            SendResult.Rejected _,
                            SendResult.MessageGone _,
                            SendResult.ThreadGone _,
                            SendResult.FormatRefused _,
                            SendResult.ChatMoved _ -> true;
                    case SendResult.Sent _, SendResult.RateLimited _, SendResult.NotSent _, SendResult.Unconfirmed _ ->
                        false;
                };
    }

    private static SendResult refused(int code, String description, ResponseParameters parameters) {
        String lower = description.toLowerCase(Locale.ROOT);
        if (code == 429) {
            return new SendResult.RateLimited(pause(lower, parameters), false);
        }
        if (parameters != null && parameters.getMigrateToChatId() != null) {
            return new SendResult.ChatMoved(parameters.getMigrateToChatId());
        }
        if (code == 401 || code == 404) {
            return new SendResult.NotSent("the token is refused: " + description);
        }
        if (code >= 500) {
            return new SendResult.Unconfirmed(description);
        }
        if (NO_TOPIC.stream().anyMatch(lower::contains)) {
            return new SendResult.Rejected("the forum topic is closed or gone: " + description);
        }
        return code == 403 || NO_WAY_IN.stream().anyMatch(lower::contains)
                ? new SendResult.Unreachable(description)
                : new SendResult.Rejected(description);
    }

    private static Duration pause(String description, ResponseParameters parameters) {
        if (parameters != null && parameters.getRetryAfter() != null) {
            return Duration.ofSeconds(Math.max(1, parameters.getRetryAfter()));
        }
        Matcher told = RETRY_AFTER.matcher(description);
        return told.find() ? Duration.ofSeconds(Math.max(1, Long.parseLong(told.group(1)))) : UNTOLD_PAUSE;
    }

    private static String why(IOException e) {
        Throwable cause = e instanceof RequestTrace.NotSentException && e.getCause() != null ? e.getCause() : e;
        return text(cause);
    }

    private static String text(Throwable e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }
}
