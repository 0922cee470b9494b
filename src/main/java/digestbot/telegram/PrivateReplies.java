package digestbot.telegram;

import com.fasterxml.jackson.annotation.JsonProperty;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.RequestPermits;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.TemporaryFile;
import digestbot.delivery.api.TemporaryFile.FileNotReady;
import digestbot.telegram.IncomingUpdate.CallbackQueryRef;
import digestbot.telegram.IncomingUpdate.Event.CommandReceived;
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
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteEphemeralMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditEphemeralMessageText;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Shows answers to one member of a group alone, directly after the commit and not through the
/// outbox: an answer to a press is possible for a few seconds only, and such a message can neither
/// be corrected nor repeated later.
///
/// If Telegram refuses it, the answer is given as in any other chat, and the refusal is remembered
/// for the chat. Answers for the same member of a chat are sent one after the other.
final class PrivateReplies implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateReplies.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    /// The longest wait for a permit; a member who pressed waits for the answer.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// The time for which a refusal counts: it may be about the bot's rights or this message alone.
    private static final Duration REFUSAL = Duration.ofHours(1);

    /// The parts of descriptions that say that the press was answered before or is too old.
    private static final List<String> TOO_LATE = List.of("query is too old", "query_id_invalid");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Receiver, CompletableFuture<Void>> last = new ConcurrentHashMap<>();
    private final Map<Attempted, Instant> refusedUntil = new ConcurrentHashMap<>();
    private final TelegramClient client;
    private final MessageKeyboards keyboards;
    private final RequestPermits permits;
    private final CallbackAnswers callbackAnswers;
    private final Database database;
    private final InstantSource clock;
    private volatile boolean supported;

    private record Receiver(long chat, long member) {}

    /// An attempt to answer a press or a command in a chat. A bot that is no administrator may
    /// answer only the commands that the member and the bot alone see.
    private record Attempted(long chat, boolean press, boolean ephemeral) {

        static Attempted of(Chat chat, CommandReceived received) {
            boolean press = received.press().isPresent();
            return new Attempted(
                    chat.id(), press, !press && received.ephemeralMessage().isPresent());
        }
    }

    /// An answer that one member of a group sees alone: an ephemeral message.
    ///
    /// @param to the group, and the forum topic in which the member asked
    /// @param inPlace true to show it in the place of the pressed message
    /// @param messages called once
    record PrivateReply(
            Destination to,
            CommandReceived received,
            boolean inPlace,
            Function<Transaction, List<TelegramMessage>> messages,
            Otherwise otherwise) {}

    /// The way to give the answer if the member cannot be shown it alone.
    ///
    /// @param queue queues it for everybody
    /// @param text answers the press; empty for none
    /// @param url the member's client opens it; empty for none
    record Otherwise(Consumer<Transaction> queue, String text, String url) {}

    private enum Result {
        /// The member sees the message, as far as Telegram guarantees it.
        SHOWN,
        /// Nobody sees it.
        FAILED,
        /// Nobody sees it, and a repetition would be pointless for a while.
        REFUSED,
        FORMAT_REFUSED,
        /// It may have arrived.
        UNCERTAIN
    }

    private record Attempt(Result result, String why) {

        static final Attempt SHOWN = new Attempt(Result.SHOWN, "");
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
        this.callbackAnswers = new CallbackAnswers(client);
        this.database = database;
        this.clock = clock;
    }

    /// Asks the server whether it has private messages, by deleting one that does not exist. A
    /// server without them would show the first one to everybody. Called before updates are
    /// handled.
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

    /// Tells whether an answer to the person would be shown to them alone, as far as it is known.
    boolean arePossible(Chat chat, CommandReceived received) {
        boolean fromEphemeral =
                received.press().isPresent() && received.ephemeralMessage().isPresent();
        // On behalf of a chat, an anonymous admin writes, whom nobody knows.
        return chat.kind() == ChatType.GROUP
                && received.person().userId() > 0
                && supported
                && (fromEphemeral
                        || !refusedUntil
                                .getOrDefault(Attempted.of(chat, received), Instant.MIN)
                                .isAfter(clock.instant()));
    }

    /// Forgets what was refused in the chat, because the bot's rights have changed there.
    void rightsChanged(Chat chat) {
        refusedUntil.keySet().removeIf(attempted -> attempted.chat() == chat.id());
    }

    /// Returns at once.
    void send(PrivateReply reply) {
        var receiver =
                new Receiver(reply.to().chat().id(), reply.received().person().userId());
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

    /// Never throws.
    private void deliver(PrivateReply reply) {
        Chat chat = reply.to().chat();
        try {
            Attempt attempt = show(reply);
            if (attempt.result() == Result.SHOWN) {
                answer(reply, "", "");
                return;
            }
            LOG.info(
                    "a private answer in Telegram chat {} {}: {}",
                    chat.id(),
                    attempt.result().name().toLowerCase(Locale.ROOT),
                    attempt.why());
            if (attempt.result() == Result.REFUSED) {
                refusedUntil.put(
                        Attempted.of(chat, reply.received()), clock.instant().plus(REFUSAL));
            }
            // A press can be repeated; a command is answered even if it may have been answered before.
            if (attempt.result() == Result.UNCERTAIN && reply.received().press().isPresent()) {
                answer(reply, UpdateHandler.failureText(reply.received()), "");
                return;
            }
            database.writeWithoutResult(reply.otherwise().queue());
            answer(reply, reply.otherwise().text(), reply.otherwise().url());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("giving a private answer in Telegram chat {} failed", chat.id(), e);
            answer(reply, UpdateHandler.failureText(reply.received()), "");
        }
    }

    /// Answers the press, which closes it, so that no private message can follow.
    private void answer(PrivateReply reply, String text, String url) {
        reply.received().press().ifPresent(press -> callbackAnswers.send(press.queryId(), text, url));
    }

    private Attempt show(PrivateReply reply) throws InterruptedException {
        List<TelegramMessage> messages = database.read(reply.messages());
        Attempt first = show(reply, messages.getFirst(), true);
        if (first.result() == Result.SHOWN) {
            for (TelegramMessage further : messages.subList(1, messages.size())) {
                if (show(reply, further, false).result() != Result.SHOWN) {
                    LOG.info(
                            "a private answer in Telegram chat {} is incomplete",
                            reply.to().chat().id());
                    break;
                }
            }
        }
        return first;
    }

    /// Sends the message, or changes the pressed one if only the member sees that.
    private Attempt show(PrivateReply reply, TelegramMessage message, boolean first) throws InterruptedException {
        boolean replaces = reply.inPlace() && first && message.file().isEmpty();
        if (replaces && reply.received().ephemeralMessage().isPresent()) {
            Attempt edited = attempt(reply, message, false, each -> edit(reply, each));
            if (edited.result() != Result.REFUSED) {
                return edited;
            }
        }
        boolean inPlace = replaces && reply.received().ephemeralMessage().isEmpty();
        return attempt(reply, message, true, each -> send(reply, each, inPlace));
    }

    @FunctionalInterface
    private interface Call {
        Attempt execute(TelegramMessage message) throws TelegramApiException;
    }

    private Attempt edit(PrivateReply reply, TelegramMessage message) throws TelegramApiException {
        client.execute(EditEphemeralMessageText.builder()
                .chatId(Long.toString(reply.to().chat().id()))
                .receiverUserId(reply.received().person().userId())
                .ephemeralMessageId(reply.received().ephemeralMessage().getAsInt())
                .text(message.text())
                .parseMode(TelegramMessenger.mode(message))
                .linkPreviewOptions(TelegramMessenger.preview(message))
                .replyMarkup(keyboards.inline(message))
                .build());
        return Attempt.SHOWN;
    }

    private Attempt send(PrivateReply reply, TelegramMessage message, boolean inPlace) throws TelegramApiException {
        Message sent = message.file().orElse(null) instanceof Attachment.Document file
                ? sendDocument(reply, message, file)
                : client.execute(new SendPrivateMessage(reply, message, keyboards, inPlace));
        if (sent.getEphemeralMessageId() != null) {
            return Attempt.SHOWN;
        }
        LOG.warn(
                "the server sent a private answer to everybody in Telegram chat {}: deleted it",
                reply.to().chat().id());
        try {
            client.execute(new DeleteMessage(Long.toString(reply.to().chat().id()), sent.getMessageId()));
        } catch (TelegramApiException e) {
            LOG.warn("cannot delete it: {}", TelegramErrors.reason(e));
        }
        return unsupported();
    }

    private Attempt unsupported() {
        supported = false;
        return new Attempt(Result.REFUSED, "the server has no private messages");
    }

    private Message sendDocument(PrivateReply reply, TelegramMessage message, Attachment.Document file)
            throws TelegramApiException {
        try (TemporaryFile content = file.content().get()) {
            SendDocument request = TelegramMessenger.document(
                    reply.to(), message, new InputFile(content.path().toFile(), file.name()), false);
            request.setReceiverUserId(reply.received().person().userId());
            reply.received().press().map(CallbackQueryRef::queryId).ifPresent(request::setCallbackQueryId);
            answersTo(reply.received()).ifPresent(request::setReplyParameters);
            return client.execute(request);
        }
    }

    /// The ephemeral command that permits the answer.
    private static Optional<ReplyParameters> answersTo(CommandReceived received) {
        return received.press().isEmpty() && received.ephemeralMessage().isPresent()
                ? Optional.of(ReplyParameters.builder()
                        .ephemeralMessageId(received.ephemeralMessage().getAsInt())
                        .build())
                : Optional.empty();
    }

    /// Repeats the request with plain text if the server does not take the formatting.
    private Attempt attempt(PrivateReply reply, TelegramMessage message, boolean isNewMessage, Call call)
            throws InterruptedException {
        Chat chat = reply.to().chat();
        Optional<RequestPermits.Permit> permit = permits.acquire(chat, isNewMessage, PATIENCE);
        if (permit.isEmpty()) {
            return new Attempt(Result.FAILED, "a limit of Telegram is reached");
        }
        Attempt attempt;
        try {
            attempt = call.execute(message);
        } catch (FileNotReady e) {
            attempt = new Attempt(Result.FAILED, "the file is not ready");
        } catch (TelegramApiException e) {
            attempt = TelegramErrors.isNotModified(e) ? Attempt.SHOWN : failed(chat, e);
        } finally {
            permit.get().answered();
        }
        return attempt.result() == Result.FORMAT_REFUSED && message.plain().isPresent()
                ? attempt(reply, message.plain().get(), isNewMessage, call)
                : attempt;
    }

    private Attempt failed(Chat chat, TelegramApiException e) {
        if (isUnknownMethod(e)) {
            return unsupported();
        }
        return switch (TelegramErrors.result(e)) {
            case SendResult.RateLimited limited -> {
                permits.limited(chat, limited);
                yield new Attempt(Result.FAILED, "a limit of Telegram is reached");
            }
            case SendResult.FormatRefused _ -> new Attempt(Result.FORMAT_REFUSED, "the formatting is refused");
            case SendResult.Unreachable(Outcome outcome, String why)
            when outcome == Outcome.NO_RIGHTS -> new Attempt(Result.REFUSED, why);
            case SendResult.Rejected(String why) -> refused(why);
            case SendResult.MessageGone(String why) -> refused(why);
            case SendResult.Unconfirmed(Outcome _, String why) -> new Attempt(Result.UNCERTAIN, why);
            case SendResult.Unreachable _,
                    SendResult.NotSent _,
                    SendResult.ChatMoved _,
                    SendResult.ThreadGone _,
                    SendResult.Undeletable _,
                    SendResult.Deferred _,
                    SendResult.Sent _ -> new Attempt(Result.FAILED, TelegramErrors.reason(e));
        };
    }

    private static boolean isUnknownMethod(TelegramApiException e) {
        return e instanceof TelegramApiRequestException refusal
                && refusal.getErrorCode() != null
                && refusal.getErrorCode() == 404;
    }

    private static Attempt refused(String why) {
        boolean tooLate = TOO_LATE.stream().anyMatch(why.toLowerCase(Locale.ROOT)::contains);
        return new Attempt(tooLate ? Result.FAILED : Result.REFUSED, why);
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
    /// Servers ignore parameters that they do not know. A request with one of the two forms would
    /// therefore be a message to everybody where the server takes only the other.
    private static final class SendPrivateMessage extends SendMessage {

        @Serial
        private static final long serialVersionUID = 1L;

        /// The object of Bot API 10.3.
        @JsonProperty("ephemeral_message_parameters")
        private final LinkedHashMap<String, Object> parameters = new LinkedHashMap<>();

        SendPrivateMessage(PrivateReply reply, TelegramMessage message, MessageKeyboards keyboards, boolean inPlace) {
            super(Long.toString(reply.to().chat().id()), message.text());
            setReceiverUserId(reply.received().person().userId());
            parameters.put("receiver_user_id", reply.received().person().userId());
            reply.received().press().ifPresent(press -> {
                setCallbackQueryId(press.queryId());
                parameters.put("callback_query_id", press.queryId());
                parameters.put("replace_callback_query_message", inPlace);
            });
            setParseMode(TelegramMessenger.mode(message));
            setLinkPreviewOptions(TelegramMessenger.preview(message));
            // A message in the place of another one is where that one is.
            setMessageThreadId(inPlace ? null : TelegramMessenger.thread(reply.to()));
            answersTo(reply.received()).ifPresent(this::setReplyParameters);
            setReplyMarkup(keyboards.inline(message));
        }
    }
}
