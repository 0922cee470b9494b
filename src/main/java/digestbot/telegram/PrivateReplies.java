package digestbot.telegram;

import com.fasterxml.jackson.annotation.JsonProperty;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.database.Database;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.RequestPermits;
import digestbot.delivery.api.SendResult;
import digestbot.telegram.IncomingUpdate.CallbackQueryRef;
import digestbot.telegram.IncomingUpdate.Event.CommandReceived;
import digestbot.telegram.UpdateReplies.Answer;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteEphemeralMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditEphemeralMessageText;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Shows answers to one member of a group alone, directly after the commit instead of through the
/// outbox. An answer to a press is possible only for a few seconds, and such a message can be
/// neither corrected nor repeated later.
///
/// If Telegram refuses, the answer is given as in any other chat, and the refusal is remembered for
/// the chat. Answers for one member of a chat are sent one after the other.
final class PrivateReplies implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateReplies.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    /// The longest wait for a permit; a member who pressed waits for the answer.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// The time for which a refusal counts. It may concern the bot's rights or only one message.
    private static final Duration REFUSAL = Duration.ofHours(1);

    /// Parts of error descriptions which say that the press was already answered or is too old.
    private static final List<String> TOO_LATE = List.of("query is too old", "query_id_invalid");

    /// The member sees the message if Telegram keeps its promise. The message's id is not needed.
    private static final SendResult SHOWN = new SendResult.Sent("");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Receiver, CompletableFuture<Void>> last = new ConcurrentHashMap<>();
    private final Map<Attempted, Instant> refusedUntil = new ConcurrentHashMap<>();
    private final TelegramClient client;
    private final MessageKeyboards keyboards;
    private final RequestPermits permits;
    private final Database database;
    private final InstantSource clock;
    private volatile boolean supported;

    private record Receiver(long chat, long member) {}

    /// An attempt to answer a press or a command in a chat. A bot without administrator rights may
    /// answer only commands that no one except the member and the bot sees.
    private record Attempted(long chat, boolean press, boolean ephemeral) {

        static Attempted of(Chat chat, CommandReceived received) {
            boolean press = received.press().isPresent();
            return new Attempted(
                    chat.id(), press, !press && received.ephemeralMessage().isPresent());
        }
    }

    PrivateReplies(
            TelegramClient client,
            MessageKeyboards keyboards,
            RequestPermits permits,
            Database database,
            InstantSource clock) {
        this.client = client;
        this.keyboards = keyboards;
        this.permits = permits;
        this.database = database;
        this.clock = clock;
    }

    /// Asks the server whether it has private messages, by deleting one that does not exist.
    /// Without this probe, a server that lacks them would show the first one to everybody. Called
    /// before updates are handled.
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

    /// Whether an answer would probably be shown to the person alone.
    boolean arePossible(Chat chat, CommandReceived received) {
        boolean fromEphemeral =
                received.press().isPresent() && received.ephemeralMessage().isPresent();
        // Messages on behalf of a chat come from an anonymous admin whose id is unknown.
        return chat.kind() == ChatType.GROUP
                && received.person().userId() > 0
                && supported
                && (fromEphemeral
                        || !refusedUntil
                                .getOrDefault(Attempted.of(chat, received), Instant.MIN)
                                .isAfter(clock.instant()));
    }

    void rightsChanged(Chat chat) {
        refusedUntil.keySet().removeIf(attempted -> attempted.chat() == chat.id());
    }

    /// Shows an answer to one member of a group alone, in ephemeral messages. Returns at once.
    void send(Answer reply) {
        var receiver = new Receiver(reply.chat().id(), reply.received().person().userId());
        try {
            CompletableFuture<Void> next = last.compute(
                    receiver,
                    (_, before) -> (before == null ? CompletableFuture.<Void>completedFuture(null) : before)
                            .thenRunAsync(() -> deliver(reply), threads));
            var _ = next.whenComplete((_, _) -> last.remove(receiver, next));
        } catch (RejectedExecutionException e) {
            LOG.debug("a private answer is lost at the end", e);
        }
    }

    /// Delivers the answer; never throws.
    private void deliver(Answer reply) {
        Chat chat = reply.chat();
        try {
            SendResult result = show(reply);
            if (result instanceof SendResult.Sent) {
                answerPress(reply, "", "");
                return;
            }
            LOG.info("a private answer in Telegram chat {} is not shown: {}", chat.id(), result.why());
            if (isRefusal(result)) {
                refusedUntil.put(
                        Attempted.of(chat, reply.received()), clock.instant().plus(REFUSAL));
            }
            // The person can repeat a press. A command is answered even if that repeats the answer.
            if (result instanceof SendResult.Unconfirmed
                    && reply.received().press().isPresent()) {
                answerPress(reply, UpdateHandler.failureText(reply.received()), "");
                return;
            }
            database.writeWithoutResult(reply.publicly());
            answerPress(reply, reply.text(), reply.url());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("giving a private answer in Telegram chat {} failed", chat.id(), e);
            answerPress(reply, UpdateHandler.failureText(reply.received()), "");
        }
    }

    /// Whether trying again would be pointless for a while.
    private static boolean isRefusal(SendResult result) {
        return switch (result) {
            case SendResult.Unreachable(Outcome outcome, String _) -> outcome == Outcome.NO_RIGHTS;
            case SendResult.Rejected _, SendResult.MessageGone _ -> {
                String why = result.why().toLowerCase(Locale.ROOT);
                yield TOO_LATE.stream().noneMatch(why::contains);
            }
            default -> false;
        };
    }

    /// Answers the press. Afterwards, no private message can answer it.
    private void answerPress(Answer reply, String text, String url) {
        reply.received().press().ifPresent(press -> answerQuery(press.queryId(), text, url));
    }

    /// Sends the answer and returns at once; ignores failures. The answer stops the button's
    /// spinner, shows the text over the screen and opens the URL. Text and URL may be empty.
    void answerQuery(String queryId, String text, String url) {
        var answer = AnswerCallbackQuery.builder()
                .callbackQueryId(queryId)
                .text(text.isEmpty() ? null : text)
                .url(url.isEmpty() ? null : url)
                .build();
        try {
            var _ = client.executeAsync(answer).whenComplete((_, failure) -> {
                if (failure != null) {
                    queryFailed(failure);
                }
            });
        } catch (TelegramApiException e) {
            queryFailed(e);
        }
    }

    private static void queryFailed(Throwable failure) {
        LOG.debug("answering a callback query failed: {}", TelegramErrors.reason(failure));
    }

    private SendResult show(Answer reply) throws InterruptedException {
        List<TelegramMessage> messages = database.read(reply.messages());
        SendResult first = show(reply, messages.getFirst(), true);
        if (first instanceof SendResult.Sent) {
            for (TelegramMessage further : messages.subList(1, messages.size())) {
                if (!(show(reply, further, false) instanceof SendResult.Sent)) {
                    LOG.info(
                            "a private answer in Telegram chat {} is incomplete",
                            reply.chat().id());
                    break;
                }
            }
        }
        return first;
    }

    /// Sends the message, or edits the pressed message if only the member sees that one.
    private SendResult show(Answer reply, TelegramMessage message, boolean first) throws InterruptedException {
        boolean replaces = reply.inPlace() && first && message.file().isEmpty();
        if (replaces && reply.received().ephemeralMessage().isPresent()) {
            SendResult edited = attempt(reply, message, false, each -> edit(reply, each));
            if (!isRefusal(edited)) {
                return edited;
            }
        }
        boolean inPlace = replaces && reply.received().ephemeralMessage().isEmpty();
        return attempt(reply, message, true, each -> send(reply, each, inPlace));
    }

    @FunctionalInterface
    private interface Call {
        SendResult execute(TelegramMessage message) throws TelegramApiException;
    }

    private SendResult edit(Answer reply, TelegramMessage message) throws TelegramApiException {
        client.execute(EditEphemeralMessageText.builder()
                .chatId(Long.toString(reply.chat().id()))
                .receiverUserId(reply.received().person().userId())
                .ephemeralMessageId(reply.received().ephemeralMessage().getAsInt())
                .text(message.text())
                .parseMode(TelegramMessenger.mode(message))
                .linkPreviewOptions(TelegramMessenger.preview(message))
                .replyMarkup(keyboards.inline(message))
                .build());
        return SHOWN;
    }

    private SendResult send(Answer reply, TelegramMessage message, boolean inPlace) throws TelegramApiException {
        Message sent = message.file().orElse(null) instanceof Attachment.Document file
                ? sendDocument(reply, message, file)
                : client.execute(new SendPrivateMessage(reply, message, keyboards, inPlace));
        if (sent.getEphemeralMessageId() != null) {
            return SHOWN;
        }
        LOG.warn(
                "the server sent a private answer to everybody in Telegram chat {}: deleted it",
                reply.chat().id());
        try {
            client.execute(new DeleteMessage(Long.toString(reply.chat().id()), sent.getMessageId()));
        } catch (TelegramApiException e) {
            LOG.warn("cannot delete it: {}", TelegramErrors.reason(e));
        }
        return unsupported();
    }

    private SendResult unsupported() {
        supported = false;
        return new SendResult.Rejected("the server has no private messages");
    }

    private Message sendDocument(Answer reply, TelegramMessage message, Attachment.Document file)
            throws TelegramApiException {
        SendDocument request = TelegramMessenger.document(reply.to(), message, file, false);
        request.setReceiverUserId(reply.received().person().userId());
        reply.received().press().map(CallbackQueryRef::queryId).ifPresent(request::setCallbackQueryId);
        answersTo(reply.received()).ifPresent(request::setReplyParameters);
        return client.execute(request);
    }

    private static Optional<ReplyParameters> answersTo(CommandReceived received) {
        return received.press().isEmpty() && received.ephemeralMessage().isPresent()
                ? Optional.of(ReplyParameters.builder()
                        .ephemeralMessageId(received.ephemeralMessage().getAsInt())
                        .build())
                : Optional.empty();
    }

    /// Makes the request, and repeats it in plain text if the server rejects the formatting.
    private SendResult attempt(Answer reply, TelegramMessage message, boolean isNewMessage, Call call)
            throws InterruptedException {
        Chat chat = reply.chat();
        Optional<Runnable> answered = permits.acquire(chat, isNewMessage, PATIENCE);
        if (answered.isEmpty()) {
            return new SendResult.NotSent("a limit of Telegram is reached");
        }
        SendResult result;
        try {
            result = call.execute(message);
        } catch (TelegramApiException e) {
            result = TelegramErrors.isNotModified(e)
                    ? SHOWN
                    : isUnknownMethod(e) ? unsupported() : TelegramErrors.result(e);
        } finally {
            answered.get().run();
        }
        if (result instanceof SendResult.RateLimited limited) {
            permits.limited(chat, limited);
        }
        return result instanceof SendResult.FormatRefused && message.plain().isPresent()
                ? attempt(reply, message.plain().get(), isNewMessage, call)
                : result;
    }

    private static boolean isUnknownMethod(TelegramApiException e) {
        return e instanceof TelegramApiRequestException refusal
                && refusal.getErrorCode() != null
                && refusal.getErrorCode() == 404;
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            threads.shutdownNow();
        }
    }

    /// `sendMessage` for one member of a group alone, in the forms of both Bot API 10.2 and 10.3,
    /// which the library does not know.
    ///
    /// Servers ignore unknown parameters. With only one of the two forms, a server that knows only
    /// the other would send the message to everybody.
    private static final class SendPrivateMessage extends SendMessage {

        @Serial
        private static final long serialVersionUID = 1L;

        @JsonProperty("ephemeral_message_parameters")
        private final LinkedHashMap<String, Object> parameters = new LinkedHashMap<>();

        SendPrivateMessage(Answer reply, TelegramMessage message, MessageKeyboards keyboards, boolean inPlace) {
            super(Long.toString(reply.chat().id()), message.text());
            setReceiverUserId(reply.received().person().userId());
            parameters.put("receiver_user_id", reply.received().person().userId());
            reply.received().press().ifPresent(press -> {
                setCallbackQueryId(press.queryId());
                parameters.put("callback_query_id", press.queryId());
                parameters.put("replace_callback_query_message", inPlace);
            });
            setParseMode(TelegramMessenger.mode(message));
            setLinkPreviewOptions(TelegramMessenger.preview(message));
            // A message that replaces another one keeps its place.
            setMessageThreadId(inPlace ? null : TelegramMessenger.thread(reply.to()));
            answersTo(reply.received()).ifPresent(this::setReplyParameters);
            setReplyMarkup(keyboards.inline(message));
        }
    }
}
