package digestbot.telegram;

import digestbot.audience.Chat;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.RequestPermits;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.TemporaryFile;
import digestbot.delivery.api.TemporaryFile.FileNotReady;
import digestbot.telegram.PrivateReply.Cause;
import digestbot.telegram.SendPrivateMessage.EphemeralMessageParameters;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteEphemeralMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditEphemeralMessageText;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Sends and edits messages that one member of a group sees alone. Requests block.
final class PrivateMessenger {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateMessenger.class);

    /// The longest wait for a permit; a member who pressed waits for the answer.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// The time for which a refusal counts that concerns the bot's rights or the kind of chat.
    static final Duration KNOWN_REFUSAL = Duration.ofDays(7);

    /// The time for which any other refusal counts, which may concern this message alone.
    static final Duration OTHER_REFUSAL = Duration.ofHours(1);

    /// The parts of descriptions that say that private messages are not permitted in the chat.
    private static final List<String> NOT_PERMITTED = List.of(
            "bot_not_admin", "user_not_participant", "chat_admin_required", "not enough rights", "have no rights");

    /// The parts of descriptions that say that the press was answered before or is too old.
    private static final List<String> TOO_LATE = List.of("query is too old", "query_id_invalid");

    private final TelegramClient client;
    private final MessageKeyboards keyboards;
    private final RequestPermits permits;
    private volatile boolean supported;

    PrivateMessenger(TelegramClient client, MessageKeyboards keyboards, RequestPermits permits) {
        this.client = client;
        this.keyboards = keyboards;
        this.permits = permits;
    }

    /// The result of an attempt.
    sealed interface Attempt {

        /// The member sees the message, as far as Telegram guarantees it.
        record Shown() implements Attempt {}

        /// Nobody sees it, and a repetition within the given time would be pointless.
        record Refused(Duration pointlessFor, String why) implements Attempt {}

        /// Nobody sees it.
        record Failed(String why) implements Attempt {}

        /// It may have arrived.
        record Uncertain(String why) implements Attempt {}
    }

    /// Asks the server whether it has private messages, by deleting one that does not exist. A server
    /// that has none would show the first one to everybody.
    void probe(long bot) throws TelegramApiException {
        try {
            client.execute(DeleteEphemeralMessage.builder()
                    .chatId(Long.toString(bot))
                    .receiverUserId(bot)
                    .ephemeralMessageId(1)
                    .build());
            supported = true;
        } catch (TelegramApiRequestException e) {
            supported = !isUnknownMethod(e);
        }
        LOG.debug("private messages are {}", supported ? "supported" : "not supported by the server");
    }

    /// Tells whether the server has private messages.
    boolean isSupported() {
        return supported;
    }

    /// Sends the message, or changes the pressed one if only the member sees that.
    ///
    /// @param first false for a further message of the same answer
    Attempt show(PrivateReply reply, TelegramMessage message, boolean first) throws InterruptedException {
        OptionalInt pressed = reply.cause() instanceof Cause.Pressed(String _, OptionalInt ephemeral, boolean inPlace)
                        && inPlace
                        && first
                        && message.file().isEmpty()
                ? ephemeral
                : OptionalInt.empty();
        if (pressed.isPresent()) {
            Attempt edited = formatted(message, each -> edit(reply, pressed.getAsInt(), each));
            if (!(edited instanceof Attempt.Refused)) {
                return edited;
            }
        }
        return formatted(message, each -> send(reply, each, first));
    }

    @FunctionalInterface
    private interface Request {
        Optional<Attempt> send(TelegramMessage message) throws InterruptedException;
    }

    /// Repeats the request with plain text if the server does not take the formatting.
    private static Attempt formatted(TelegramMessage message, Request request) throws InterruptedException {
        Optional<Attempt> result = request.send(message);
        if (result.isEmpty() && message.plain().isPresent()) {
            result = request.send(message.plain().orElseThrow());
        }
        return result.orElseGet(() -> new Attempt.Failed("the formatting is refused"));
    }

    private Optional<Attempt> edit(PrivateReply reply, int id, TelegramMessage message) throws InterruptedException {
        return attempt(reply.to().chat(), false, () -> {
            client.execute(EditEphemeralMessageText.builder()
                    .chatId(Long.toString(reply.to().chat().id()))
                    .receiverUserId(reply.receiver().userId())
                    .ephemeralMessageId(id)
                    .text(message.text())
                    .parseMode(TelegramMessenger.mode(message))
                    .linkPreviewOptions(TelegramMessenger.preview(message))
                    .replyMarkup(keyboards.inline(message))
                    .build());
            return new Attempt.Shown();
        });
    }

    private Optional<Attempt> send(PrivateReply reply, TelegramMessage message, boolean first)
            throws InterruptedException {
        return attempt(reply.to().chat(), true, () -> {
            Message sent = message.file().orElse(null) instanceof Attachment.Document file
                    ? sendDocument(reply, message, file)
                    : client.execute(request(reply, message, first));
            return sent.getEphemeralMessageId() == null ? seenByAll(reply.to().chat(), sent) : new Attempt.Shown();
        });
    }

    private Message sendDocument(PrivateReply reply, TelegramMessage message, Attachment.Document file)
            throws TelegramApiException {
        try (TemporaryFile content = file.content().get()) {
            SendDocument request = TelegramMessenger.document(
                    reply.to(), message, new InputFile(content.path().toFile(), file.name()), false);
            request.setReceiverUserId(reply.receiver().userId());
            if (reply.cause() instanceof Cause.Pressed pressed) {
                request.setCallbackQueryId(pressed.queryId());
            }
            answersTo(reply.cause()).ifPresent(request::setReplyParameters);
            return client.execute(request);
        }
    }

    private SendPrivateMessage request(PrivateReply reply, TelegramMessage message, boolean first) {
        Optional<Cause.Pressed> pressed =
                reply.cause() instanceof Cause.Pressed press ? Optional.of(press) : Optional.empty();
        boolean replaces = first
                && pressed.filter(press ->
                                press.inPlace() && press.ephemeralMessage().isEmpty())
                        .isPresent();
        var request = new SendPrivateMessage(
                Long.toString(reply.to().chat().id()),
                message.text(),
                new EphemeralMessageParameters(
                        reply.receiver().userId(),
                        pressed.map(Cause.Pressed::queryId).orElse(null),
                        pressed.isPresent() ? replaces : null));
        request.setParseMode(TelegramMessenger.mode(message));
        request.setLinkPreviewOptions(TelegramMessenger.preview(message));
        // A message in the place of another one is where that one is.
        request.setMessageThreadId(replaces ? null : TelegramMessenger.thread(reply.to()));
        answersTo(reply.cause()).ifPresent(request::setReplyParameters);
        request.setReplyMarkup(keyboards.inline(message));
        return request;
    }

    /// The ephemeral command that permits the answer.
    private static Optional<ReplyParameters> answersTo(Cause cause) {
        return cause instanceof Cause.Typed(OptionalInt command) && command.isPresent()
                ? Optional.of(ReplyParameters.builder()
                        .ephemeralMessageId(command.getAsInt())
                        .build())
                : Optional.empty();
    }

    /// Deletes a message that the server sent to everybody, and sends no more of them.
    private Attempt seenByAll(Chat chat, Message sent) {
        supported = false;
        LOG.warn("the server sent a private answer to everybody in Telegram chat {}: deleted it", chat.id());
        try {
            client.execute(new DeleteMessage(Long.toString(chat.id()), sent.getMessageId()));
        } catch (TelegramApiException e) {
            LOG.warn("cannot delete it: {}", TelegramErrors.reason(e));
        }
        return new Attempt.Refused(KNOWN_REFUSAL, "the server has no private messages");
    }

    @FunctionalInterface
    private interface Call {
        Attempt execute() throws TelegramApiException;
    }

    /// @return empty if the formatting is refused
    private Optional<Attempt> attempt(Chat chat, boolean isNewMessage, Call call) throws InterruptedException {
        Optional<RequestPermits.Permit> permit = permits.acquire(chat, isNewMessage, PATIENCE);
        if (permit.isEmpty()) {
            return Optional.of(new Attempt.Failed("a limit of Telegram is reached"));
        }
        try {
            return Optional.of(call.execute());
        } catch (FileNotReady e) {
            return Optional.of(new Attempt.Failed("the file is not ready"));
        } catch (TelegramApiException e) {
            return TelegramErrors.isNotModified(e) ? Optional.of(new Attempt.Shown()) : failed(chat, e);
        } finally {
            permit.orElseThrow().answered();
        }
    }

    private Optional<Attempt> failed(Chat chat, TelegramApiException e) {
        if (isUnknownMethod(e)) {
            supported = false;
            return Optional.of(new Attempt.Refused(KNOWN_REFUSAL, "the server has no private messages"));
        }
        return switch (TelegramErrors.result(e)) {
            case SendResult.RateLimited limited -> {
                permits.limited(chat, limited);
                yield Optional.of(new Attempt.Failed("a limit of Telegram is reached"));
            }
            case SendResult.FormatRefused _ -> Optional.empty();
            case SendResult.Unreachable(Outcome outcome, String why) ->
                Optional.of(
                        outcome == Outcome.NO_RIGHTS
                                ? new Attempt.Refused(KNOWN_REFUSAL, why)
                                : new Attempt.Failed(why));
            case SendResult.Rejected(String why) -> Optional.of(refused(why));
            case SendResult.MessageGone(String why) -> Optional.of(refused(why));
            case SendResult.Unconfirmed(Outcome _, String why) -> Optional.of(new Attempt.Uncertain(why));
            case SendResult.NotSent _,
                    SendResult.ChatMoved _,
                    SendResult.ThreadGone _,
                    SendResult.Undeletable _,
                    SendResult.Deferred _,
                    SendResult.Sent _ -> Optional.of(new Attempt.Failed(TelegramErrors.reason(e)));
        };
    }

    private static boolean isUnknownMethod(TelegramApiException e) {
        return e instanceof TelegramApiRequestException refusal
                && refusal.getErrorCode() != null
                && refusal.getErrorCode() == 404;
    }

    private static Attempt refused(String why) {
        String lower = why.toLowerCase(Locale.ROOT);
        if (TOO_LATE.stream().anyMatch(lower::contains)) {
            return new Attempt.Failed(why);
        }
        boolean known = NOT_PERMITTED.stream().anyMatch(lower::contains);
        return new Attempt.Refused(known ? KNOWN_REFUSAL : OTHER_REFUSAL, why);
    }
}
