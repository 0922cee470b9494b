package digestbot.telegram;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Person;
import digestbot.content.paging.MessageBudget;
import digestbot.content.paging.MessagePacker;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.outbox.ReplyQueue;
import digestbot.i18n.ReplyPhrase;
import digestbot.i18n.Texts;
import digestbot.telegram.PrivateMessenger.Attempt;
import digestbot.telegram.PrivateReply.Body;
import digestbot.telegram.PrivateReply.Cause;
import digestbot.telegram.PrivateReply.Otherwise;
import digestbot.telegram.PrivateReply.Trigger;
import digestbot.telegram.TelegramReceiver.ReplyFiles;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/// Shows answers to one member of a group alone, directly after the commit and not through the outbox:
/// an answer to a press is possible for a few seconds only, and such a message can neither be corrected
/// nor repeated later.
///
/// Where Telegram refuses it, the answer is given as in any other chat, and the refusal is remembered
/// for the chat. Answers for the same member of a chat are sent one after the other.
final class PrivateReplies implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateReplies.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    private final PrivateReplyRefusalStore refusals = new PrivateReplyRefusalStore();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Receiver, CompletableFuture<Void>> last = new ConcurrentHashMap<>();
    private final PrivateMessenger messenger;
    private final CallbackAnswers callbackAnswers;
    private final Database database;
    private final ReplyQueue queue;
    private final ReplyFiles files;
    private final InstantSource clock;

    private record Receiver(long chat, long member) {}

    /// @param queue takes what cannot be shown to the member alone
    PrivateReplies(
            PrivateMessenger messenger,
            CallbackAnswers callbackAnswers,
            Database database,
            ReplyQueue queue,
            ReplyFiles files,
            InstantSource clock) {
        this.messenger = messenger;
        this.callbackAnswers = callbackAnswers;
        this.database = database;
        this.queue = queue;
        this.files = files;
        this.clock = clock;
    }

    /// Asks the server whether it has private messages. To be called before updates are handled.
    void probe(long bot) throws TelegramApiException {
        messenger.probe(bot);
    }

    /// Tells whether an answer to the person would be shown to them alone, as far as it is known.
    ///
    /// @param fromEphemeral true if the person pressed a button of a message that they alone see
    boolean arePossible(Transaction transaction, Chat chat, Person person, Trigger trigger, boolean fromEphemeral) {
        // On behalf of a chat, an anonymous admin writes, whom nobody knows.
        return chat.kind() == ChatType.GROUP
                && person.userId() > 0
                && messenger.isSupported()
                && (fromEphemeral || !refusals.isRefused(transaction, chat, trigger, clock.instant()));
    }

    /// Forgets what was refused in the chat, because the bot's rights have changed there.
    void rightsChanged(Transaction transaction, Chat chat) {
        refusals.forget(transaction, chat);
    }

    /// Shows the answer. Returns at once.
    void send(PrivateReply reply) {
        var receiver = new Receiver(reply.to().chat().id(), reply.receiver().userId());
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
        try {
            switch (attempt(reply)) {
                case Attempt.Shown() -> answer(reply, "");
                case Attempt.Refused(Duration pointlessFor, String why) -> {
                    LOG.info(
                            "Telegram refused a private answer in chat {}: {}; not tried for {} h",
                            reply.to().chat().id(),
                            why,
                            pointlessFor.toHours());
                    otherwise(
                            reply,
                            transaction -> refusals.remember(
                                    transaction,
                                    reply.to().chat(),
                                    reply.cause().trigger(),
                                    why,
                                    clock.instant().plus(pointlessFor)));
                }
                case Attempt.Failed(String why) -> {
                    LOG.info(
                            "a private answer in Telegram chat {} failed: {}",
                            reply.to().chat().id(),
                            why);
                    otherwise(reply, _ -> {});
                }
                case Attempt.Uncertain(String why) -> {
                    LOG.info(
                            "a private answer in Telegram chat {} is uncertain: {}",
                            reply.to().chat().id(),
                            why);
                    uncertain(reply);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error(
                    "giving a private answer in Telegram chat {} failed",
                    reply.to().chat().id(),
                    e);
            answer(reply, failureText(reply));
        }
    }

    private Attempt attempt(PrivateReply reply) throws InterruptedException {
        List<TelegramMessage> messages = messages(reply);
        Attempt first = messenger.show(reply, messages.getFirst(), true);
        if (first instanceof Attempt.Shown) {
            for (TelegramMessage further : messages.subList(1, messages.size())) {
                if (!(messenger.show(reply, further, false) instanceof Attempt.Shown)) {
                    LOG.info(
                            "a private answer in Telegram chat {} is incomplete",
                            reply.to().chat().id());
                    break;
                }
            }
        }
        return first;
    }

    private List<TelegramMessage> messages(PrivateReply reply) {
        MessageBudget budget = TelegramRenderer.budget();
        return switch (reply.body()) {
            case Body.Text(var content, OptionalInt page)
            when page.isPresent() ->
                List.of(TelegramRenderer.render(MessagePacker.page(content, budget, page.getAsInt())));
            case Body.Text(var content, OptionalInt _) ->
                MessagePacker.messages(content, budget).stream()
                        .map(TelegramRenderer::render)
                        .toList();
            case Body.WithFile(FileRequest fileRequest) -> {
                Attachment file = database.read(
                        transaction -> files.of(transaction, reply.to().chat(), fileRequest));
                yield List.of(TelegramRenderer.render(MessagePacker.page(fileRequest.beside(), budget, 0))
                        .with(file));
            }
        };
    }

    /// A press can be repeated; a command is answered even if it may have been answered before.
    private void uncertain(PrivateReply reply) {
        switch (reply.cause()) {
            case Cause.Pressed _ -> answer(reply, failureText(reply));
            case Cause.Typed _ -> otherwise(reply, _ -> {});
        }
    }

    @FunctionalInterface
    private interface Note {
        void write(Transaction transaction);
    }

    /// Gives the answer in the other way.
    ///
    /// @param note written afterwards, because a chat is known only from its first message
    private void otherwise(PrivateReply reply, Note note) {
        database.writeWithoutResult(transaction -> {
            queue(transaction, reply);
            note.write(transaction);
        });
        switch (reply.otherwise()) {
            case Otherwise.Link(String url) -> answer(reply, "", url);
            case Otherwise.Nothing() -> answer(reply, failureText(reply));
            case Otherwise.Edit _, Otherwise.Message _, Otherwise.File _ -> answer(reply, "");
        }
    }

    private void queue(Transaction transaction, PrivateReply reply) {
        String language = reply.receiver().language();
        switch (reply.otherwise()) {
            case Otherwise.Message(var content) -> queue.reply(transaction, reply.to(), language, content);
            case Otherwise.Edit(var content, int page, String messageId) ->
                queue.replace(transaction, reply.to(), content, page, messageId);
            case Otherwise.File(FileRequest fileRequest) ->
                queue.replyWithFile(transaction, reply.to(), language, fileRequest);
            case Otherwise.Link _, Otherwise.Nothing() -> {}
        }
    }

    private static String failureText(PrivateReply reply) {
        return Texts.of(reply.receiver().language()).format(ReplyPhrase.SOMETHING_WRONG);
    }

    private void answer(PrivateReply reply, String text) {
        answer(reply, text, "");
    }

    /// Answers the press, which closes it, so that no private message can follow.
    private void answer(PrivateReply reply, String text, String url) {
        if (reply.cause() instanceof Cause.Pressed(String query, OptionalInt _, boolean _)) {
            callbackAnswers.send(AnswerCallbackQuery.builder()
                    .callbackQueryId(query)
                    .text(text.isEmpty() ? null : text)
                    .url(url.isEmpty() ? null : url)
                    .build());
        }
    }

    /// Waits briefly for answers that are on their way.
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
}
