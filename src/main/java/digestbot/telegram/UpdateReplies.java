package digestbot.telegram;

import digestbot.audience.Chat;
import digestbot.chat.api.Reply;
import digestbot.content.Content;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.FileRequest;
import digestbot.telegram.IncomingUpdate.CallbackQueryRef;
import digestbot.telegram.IncomingUpdate.Event.CommandReceived;
import digestbot.telegram.PrivateReply.Body;
import digestbot.telegram.PrivateReply.Cause;
import digestbot.telegram.PrivateReply.Otherwise;
import digestbot.telegram.UpdateHandler.ReplyWays;
import digestbot.telegram.inline.BotAccount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;

/// Carries out replies: through the outbox, in the same transaction; or after the commit, for the
/// person alone.
final class UpdateReplies {

    private final ReplyWays ways;
    private final BotAccount account;

    UpdateReplies(ReplyWays ways, BotAccount account) {
        this.ways = ways;
        this.account = account;
    }

    /// What is sent directly after the commit.
    sealed interface AfterCommit {

        /// The answer to a press.
        record Callback(AnswerCallbackQuery answer) implements AfterCommit {}

        /// A message for the person alone.
        record Private(PrivateReply reply) implements AfterCommit {}
    }

    /// The id of the pressed message; empty if the person alone sees it.
    static Optional<String> pressedMessage(CommandReceived received) {
        return received.press()
                .filter(_ -> received.ephemeralMessage().isEmpty())
                .map(press -> Integer.toString(press.messageId()));
    }

    /// Tells whether the reply would be shown to the person alone, as far as it is known.
    boolean canBePrivate(Transaction transaction, Chat chat, CommandReceived received) {
        boolean fromEphemeral =
                received.press().isPresent() && received.ephemeralMessage().isPresent();
        return ways.alone()
                .arePossible(
                        transaction,
                        chat,
                        received.person(),
                        cause(received, false).trigger(),
                        fromEphemeral);
    }

    /// Carries out the reply.
    ///
    /// @param alone true if a reply that is not public is shown to the person alone
    Optional<AfterCommit> carryOut(
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

    private static Cause cause(CommandReceived received, boolean inPlace) {
        return received.press()
                .<Cause>map(press -> new Cause.Pressed(press.queryId(), received.ephemeralMessage(), inPlace))
                .orElseGet(() -> new Cause.Typed(received.ephemeralMessage()));
    }

    private static Optional<AfterCommit> alone(
            Destination to, CommandReceived received, Body body, boolean inPlace, Otherwise otherwise) {
        return Optional.of(new AfterCommit.Private(
                new PrivateReply(to, received.person(), cause(received, inPlace), body, otherwise)));
    }

    private Optional<AfterCommit> message(
            Transaction transaction, Destination to, CommandReceived received, Content content, boolean alone) {
        if (!alone) {
            return say(transaction, to, received, content);
        }
        OptionalInt page = content.view().isPresent() ? OptionalInt.of(0) : OptionalInt.empty();
        return alone(to, received, new Body.Text(content, page), false, whatOthersSee(received, content));
    }

    /// What is shown to a person who pressed a button of a message that they alone see is nobody
    /// else's concern.
    private static Otherwise whatOthersSee(CommandReceived received, Content content) {
        return received.press().isPresent() && received.ephemeralMessage().isPresent()
                ? new Otherwise.Nothing()
                : new Otherwise.Message(content);
    }

    private Optional<AfterCommit> say(
            Transaction transaction, Destination to, CommandReceived received, Content content) {
        ways.queue().reply(transaction, to, received.person().language(), content);
        return Optional.empty();
    }

    private Optional<AfterCommit> edit(
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
            ways.queue().replace(transaction, to, content, page, shared.orElseThrow());
            return Optional.empty();
        }
        Otherwise otherwise = shared.<Otherwise>map(message -> new Otherwise.Edit(content, page, message))
                .orElseGet(Otherwise.Nothing::new);
        return alone(to, received, new Body.Text(content, OptionalInt.of(page)), true, otherwise);
    }

    private Optional<AfterCommit> view(
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
                        new Body.Text(view.content(), OptionalInt.of(view.page())),
                        view.inPlace(),
                        new Otherwise.Link(link))
                : callback(received, "", link);
    }

    private Optional<AfterCommit> file(
            Transaction transaction, Destination to, CommandReceived received, FileRequest fileRequest, boolean alone) {
        if (alone) {
            return alone(to, received, new Body.WithFile(fileRequest), false, new Otherwise.File(fileRequest));
        }
        ways.queue().replyWithFile(transaction, to, received.person().language(), fileRequest);
        return Optional.empty();
    }

    /// A short text for the person: over the screen after a press, otherwise as a message.
    Optional<AfterCommit> toast(Transaction transaction, Destination to, CommandReceived received, String text) {
        return received.press().isEmpty()
                ? say(transaction, to, received, Content.text(text, List.of()))
                : callback(received, text, "");
    }

    private static Optional<AfterCommit> callback(CommandReceived received, String text, String url) {
        return received.press()
                .map(CallbackQueryRef::queryId)
                .map(query -> new AfterCommit.Callback(AnswerCallbackQuery.builder()
                        .callbackQueryId(query)
                        .text(text.isEmpty() ? null : text)
                        .url(url.isEmpty() ? null : url)
                        .build()));
    }
}
