package digestbot.telegram;

import digestbot.audience.Chat;
import digestbot.audience.PersonStore;
import digestbot.chat.Reply;
import digestbot.content.Content;
import digestbot.content.action.ReadAction;
import digestbot.content.paging.MessagePacker;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.outbox.ReplyQueue;
import digestbot.telegram.IncomingUpdate.CallbackQueryRef;
import digestbot.telegram.IncomingUpdate.Event.CommandReceived;
import digestbot.telegram.TelegramReceiver.ReplyFiles;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Carries out replies: through the outbox in the same transaction, or, for the person alone, by a
/// step that runs directly after the commit.
record UpdateReplies(ReplyQueue queue, ReplyFiles files, PrivateReplies privateReplies, BotAccount account) {

    private static final PersonStore PERSONS = new PersonStore();

    /// An answer to a command or a press.
    ///
    /// @param to the chat and, in a forum, the topic in which the person asked
    /// @param messages creates the messages for the person alone; called once
    /// @param inPlace true to replace the pressed message
    /// @param publicly the alternative if the messages cannot be shown to the person alone
    /// @param text the text of that alternative's answer to the press; empty for none
    /// @param url the address that the client opens with that answer; empty for none
    record Answer(
            Destination to,
            CommandReceived received,
            Function<Transaction, List<TelegramMessage>> messages,
            boolean inPlace,
            Consumer<Transaction> publicly,
            String text,
            String url) {

        Answer(
                Destination to,
                CommandReceived received,
                Function<Transaction, List<TelegramMessage>> messages,
                boolean inPlace,
                Consumer<Transaction> publicly) {
            this(to, received, messages, inPlace, publicly, "", "");
        }

        Chat chat() {
            return to.chat();
        }
    }

    /// The id of the pressed message; empty if only the person sees the message.
    static Optional<String> pressedMessage(CommandReceived received) {
        return received.press()
                .filter(_ -> received.ephemeralMessage().isEmpty())
                .map(press -> Integer.toString(press.messageId()));
    }

    /// With `alone`, a reply that is not public is shown to the person alone.
    Optional<Runnable> carryOut(
            Transaction transaction, Destination from, CommandReceived received, Reply reply, boolean alone) {
        boolean pressed = received.press().isPresent();
        Answer answer;
        switch (reply) {
            case Reply.NoReply() -> {
                return Optional.empty();
            }
            case Reply.PublicMessage(var content) -> {
                return say(transaction, from, received, content.part());
            }
            case Reply.SharedView(var content, int _) -> {
                return say(transaction, from, received, content.part());
            }
            case Reply.PublicFile(var file) -> {
                queue.replyWithFile(transaction, from, language(transaction, received), file.part());
                return Optional.empty();
            }
            case Reply.Toast(String text) -> {
                if (pressed) {
                    return callback(received, text, "");
                }
                answer = message(from, received, Content.text(text, List.of()));
            }
            case Reply.EphemeralMessage(Content content) -> answer = message(from, received, content);
            case Reply.OpenModal compose -> answer = message(from, received, compose.fallback());
            case Reply.EditPressed(Content content, int page, String toast) ->
                answer = pressed ? edit(from, received, content, page, toast) : message(from, received, content);
            case Reply.EphemeralView(Content content, int page, String payload, boolean inPlace) ->
                answer = pressed
                        ? new Answer(
                                from,
                                received,
                                _ -> page(content, page),
                                inPlace,
                                _ -> {},
                                "",
                                account.startLink() + payload)
                        : message(from, received, content);
            case Reply.PrivateFile(FileRequest file) -> answer = file(from, received, file);
        }
        if (alone) {
            return Optional.of(() -> privateReplies.send(answer));
        }
        answer.publicly().accept(transaction);
        return answer.text().isEmpty() && answer.url().isEmpty()
                ? Optional.empty()
                : callback(received, answer.text(), answer.url());
    }

    private Answer message(Destination to, CommandReceived received, Content content) {
        Function<Transaction, List<TelegramMessage>> messages = content.view().isPresent()
                ? _ -> page(content, 0)
                : _ -> MessagePacker.messages(content, TelegramRenderer.budget()).stream()
                        .map(each -> TelegramRenderer.render(each).withoutFile())
                        .toList();
        return received.press().isPresent() && received.ephemeralMessage().isPresent()
                ? orNothing(to, received, messages, false)
                : new Answer(to, received, messages, false, later -> reply(later, to, received, content));
    }

    private Answer edit(Destination to, CommandReceived received, Content content, int page, String toast) {
        return pressedMessage(received)
                .map(message -> new Answer(
                        to,
                        received,
                        _ -> page(content, page),
                        true,
                        later -> queue.replace(later, to, content, page, message),
                        toast,
                        ""))
                .orElseGet(() -> orNothing(to, received, _ -> page(content, page), true));
    }

    /// Asks the person to try again, because the answer to a message that only they see is not for
    /// others.
    private static Answer orNothing(
            Destination to,
            CommandReceived received,
            Function<Transaction, List<TelegramMessage>> messages,
            boolean inPlace) {
        return new Answer(to, received, messages, inPlace, _ -> {}, UpdateHandler.failureText(received), "");
    }

    private Answer file(Destination to, CommandReceived received, FileRequest file) {
        return new Answer(
                to,
                received,
                reading -> List.of(page(file.beside(), 0).getFirst().with(files.of(reading, to.chat(), file))),
                false,
                later -> queue.replyWithFile(later, to, language(later, received), file));
    }

    private static List<TelegramMessage> page(Content content, int page) {
        return List.of(TelegramRenderer.render(MessagePacker.page(content, TelegramRenderer.budget(), page)));
    }

    private void reply(Transaction transaction, Destination to, CommandReceived received, Content content) {
        String language = language(transaction, received);
        if (received.invocation().action() instanceof ReadAction.Search) {
            queue.replyToSearch(transaction, to, language, content);
        } else {
            queue.reply(transaction, to, language, content);
        }
    }

    /// The language in which the person is answered, for a chat that becomes a subscriber with it.
    private static String language(Transaction transaction, CommandReceived received) {
        return PERSONS.chosenLanguage(transaction, received.person())
                .orElse(received.person().language());
    }

    private Optional<Runnable> say(Transaction transaction, Destination to, CommandReceived received, Content content) {
        reply(transaction, to, received, content);
        return Optional.empty();
    }

    /// Shows the person a short text: over the screen after a press, otherwise in a message.
    Optional<Runnable> toast(Transaction transaction, Destination to, CommandReceived received, String text) {
        return received.press().isEmpty()
                ? say(transaction, to, received, Content.text(text, List.of()))
                : callback(received, text, "");
    }

    private Optional<Runnable> callback(CommandReceived received, String text, String url) {
        return received.press()
                .map(CallbackQueryRef::queryId)
                .map(query -> () -> privateReplies.answerQuery(query, text, url));
    }
}
