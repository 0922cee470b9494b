package digestbot.telegram;

import digestbot.chat.api.Reply;
import digestbot.content.Content;
import digestbot.content.paging.MessageBudget;
import digestbot.content.paging.MessagePacker;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.FileRequest;
import digestbot.telegram.IncomingUpdate.CallbackQueryRef;
import digestbot.telegram.IncomingUpdate.Event.CommandReceived;
import digestbot.telegram.PrivateReplies.Otherwise;
import digestbot.telegram.PrivateReplies.PrivateReply;
import digestbot.telegram.UpdateHandler.ReplyWays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/// Carries out replies: through the outbox, in the same transaction; or for the person alone, by a
/// step that is to be run directly after the commit.
record UpdateReplies(ReplyWays ways, BotAccount account, CallbackAnswers callbackAnswers) {

    /// Empty if the person alone sees the message.
    static Optional<String> pressedMessage(CommandReceived received) {
        return received.press()
                .filter(_ -> received.ephemeralMessage().isEmpty())
                .map(press -> Integer.toString(press.messageId()));
    }

    /// With `alone`, a reply that is not public is shown to the person alone.
    Optional<Runnable> carryOut(
            Transaction transaction, Destination from, CommandReceived received, Reply reply, boolean alone) {
        return switch (reply) {
            case Reply.PublicMessage(Content content) -> say(transaction, from, received, content);
            case Reply.EphemeralMessage(Content content) -> message(transaction, from, received, content, alone);
            case Reply.EditPressed(Content content, int page) ->
                edit(transaction, from, received, content, page, alone);
            case Reply.EphemeralView view -> view(transaction, from, received, view, alone);
            case Reply.SharedView(Content content, int _, String _) -> say(transaction, from, received, content);
            case Reply.WithFile(FileRequest fileRequest, boolean visibleToAll) ->
                file(transaction, from, received, fileRequest, alone && !visibleToAll);
            case Reply.OpenModal compose -> message(transaction, from, received, compose.fallback(), alone);
            case Reply.Toast(String text)
            when received.press().isEmpty() ->
                message(transaction, from, received, Content.text(text, List.of()), alone);
            case Reply.Toast(String text) -> toast(transaction, from, received, text);
            case Reply.NoReply() -> Optional.empty();
        };
    }

    private Optional<Runnable> alone(
            Destination to,
            CommandReceived received,
            Function<Transaction, List<TelegramMessage>> messages,
            boolean inPlace,
            Otherwise otherwise) {
        return Optional.of(() -> ways.alone().send(new PrivateReply(to, received, inPlace, messages, otherwise)));
    }

    /// A sign stands for a picture.
    private static List<TelegramMessage> messages(Content content, OptionalInt page) {
        MessageBudget budget = TelegramRenderer.budget();
        return page.isPresent()
                ? List.of(TelegramRenderer.render(MessagePacker.page(content, budget, page.getAsInt())))
                : MessagePacker.messages(content, budget).stream()
                        .map(each -> TelegramRenderer.render(each).withoutFile())
                        .toList();
    }

    private static Otherwise queued(Consumer<Transaction> queue) {
        return new Otherwise(queue, "", "");
    }

    /// The person is asked to try again, because the answer to a message that they alone see is not
    /// for others.
    private static Otherwise nothing(CommandReceived received) {
        return new Otherwise(_ -> {}, UpdateHandler.failureText(received), "");
    }

    private Optional<Runnable> message(
            Transaction transaction, Destination to, CommandReceived received, Content content, boolean alone) {
        if (!alone) {
            return say(transaction, to, received, content);
        }
        OptionalInt page = content.view().isPresent() ? OptionalInt.of(0) : OptionalInt.empty();
        Otherwise otherwise =
                received.press().isPresent() && received.ephemeralMessage().isPresent()
                        ? nothing(received)
                        : queued(later -> say(later, to, received, content));
        return alone(to, received, _ -> messages(content, page), false, otherwise);
    }

    private Optional<Runnable> say(Transaction transaction, Destination to, CommandReceived received, Content content) {
        ways.queue().reply(transaction, to, received.person().language(), content);
        return Optional.empty();
    }

    private Optional<Runnable> edit(
            Transaction transaction,
            Destination to,
            CommandReceived received,
            Content content,
            int page,
            boolean alone) {
        if (received.press().isEmpty()) {
            return message(transaction, to, received, content, alone);
        }
        Optional<String> shared = pressedMessage(received);
        if (!alone && shared.isPresent()) {
            ways.queue().replace(transaction, to, content, page, shared.get());
            return Optional.empty();
        }
        Otherwise otherwise = shared.map(
                        message -> queued(later -> ways.queue().replace(later, to, content, page, message)))
                .orElseGet(() -> nothing(received));
        return alone(to, received, _ -> messages(content, OptionalInt.of(page)), true, otherwise);
    }

    private Optional<Runnable> view(
            Transaction transaction,
            Destination to,
            CommandReceived received,
            Reply.EphemeralView view,
            boolean alone) {
        if (received.press().isEmpty()) {
            return message(transaction, to, received, view.content(), alone);
        }
        String link = account.startLink() + view.payload();
        return alone
                ? alone(
                        to,
                        received,
                        _ -> messages(view.content(), OptionalInt.of(view.page())),
                        view.inPlace(),
                        new Otherwise(_ -> {}, "", link))
                : callback(received, "", link);
    }

    private Optional<Runnable> file(
            Transaction transaction, Destination to, CommandReceived received, FileRequest fileRequest, boolean alone) {
        String language = received.person().language();
        if (!alone) {
            ways.queue().replyWithFile(transaction, to, language, fileRequest);
            return Optional.empty();
        }
        return alone(
                to,
                received,
                reading -> List.of(messages(fileRequest.beside(), OptionalInt.of(0))
                        .getFirst()
                        .with(ways.files().of(reading, to.chat(), fileRequest))),
                false,
                queued(later -> ways.queue().replyWithFile(later, to, language, fileRequest)));
    }

    /// A short text for the person: over the screen after a press, otherwise as a message.
    Optional<Runnable> toast(Transaction transaction, Destination to, CommandReceived received, String text) {
        return received.press().isEmpty()
                ? say(transaction, to, received, Content.text(text, List.of()))
                : callback(received, text, "");
    }

    private Optional<Runnable> callback(CommandReceived received, String text, String url) {
        return received.press()
                .map(CallbackQueryRef::queryId)
                .map(query -> () -> callbackAnswers.send(query, text, url));
    }
}
