package digestbot.discord;

import digestbot.audience.Person;
import digestbot.audience.PersonStore;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.chat.CommandHandler;
import digestbot.chat.CommandNames;
import digestbot.chat.CommandRequest;
import digestbot.chat.Reply;
import digestbot.content.Content;
import digestbot.content.action.Action;
import digestbot.content.action.Invocation;
import digestbot.content.action.ReadAction;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.outbox.ReplyQueue;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.entities.Message;

/// Answers messages in direct messages as Telegram's private chats do: the name of a command, with
/// or without a slash, or words to search for. They have no token for a response, so the reply is
/// queued.
record DirectMessageReplies(CommandHandler commandHandler, ReplyQueue queue) {

    private static final PersonStore PERSONS = new PersonStore();

    /// Whether a person wrote text in direct messages. The bot receives its own messages, too.
    static boolean isRequest(Message message) {
        return !message.isFromGuild()
                && !message.getAuthor().isBot()
                && !message.getContentRaw().isBlank();
    }

    /// Without an interaction, Discord does not tell the person's language.
    static Person person(Transaction transaction, Message message) {
        long user = message.getAuthor().getIdLong();
        String language = PERSONS.language(transaction, Platform.DISCORD, user);
        return new Person(Platform.DISCORD, user, language.isEmpty() ? Preferences.DEFAULT.language() : language);
    }

    void answer(Transaction transaction, Person person, Message message) {
        Destination chat = InteractionChat.privateChat(message.getChannelIdLong());
        Action action = CommandNames.freeText(message.getContentRaw().strip().replaceFirst("^/", ""));
        queue(
                transaction,
                chat,
                person.language(),
                action,
                commandHandler.answer(
                        transaction,
                        new CommandRequest(person, chat, true, Optional.of(chat), Invocation.typed(action))));
    }

    private void queue(Transaction transaction, Destination to, String language, Action action, Reply reply) {
        Content content;
        switch (reply) {
            case Reply.PublicMessage(var said) -> content = said.part();
            case Reply.EphemeralMessage(Content said) -> content = said;
            case Reply.OpenModal modal -> content = modal.fallback();
            case Reply.Toast(String text) -> content = Content.text(text, List.of());
            case Reply.PublicFile(var file) -> {
                queue.replyWithFile(transaction, to, language, file.part());
                return;
            }
            case Reply.PrivateFile(FileRequest file) -> {
                queue.replyWithFile(transaction, to, language, file);
                return;
            }
            // The last ones answer presses.
            case Reply.NoReply _, Reply.EditPressed _, Reply.EphemeralView _, Reply.SharedView _ -> {
                return;
            }
        }
        if (action instanceof ReadAction.Search) {
            queue.replyToSearch(transaction, to, language, content);
        } else {
            queue.reply(transaction, to, language, content);
        }
    }
}
