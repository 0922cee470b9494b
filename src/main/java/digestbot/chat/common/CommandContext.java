package digestbot.chat.common;

import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.CommandSpec;
import digestbot.chat.api.Reply;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.i18n.Phrase;
import digestbot.i18n.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// A request with what every command needs to answer it.
///
/// @param own the chat's subscriber when the request arrived; empty if the chat is not a subscriber
/// @param personal the person's chosen language or their client's; the bot may have no texts in it
/// @param aloud whether the reply is visible to everybody in the chat
public record CommandContext(
        Transaction transaction,
        CommandRequest request,
        Optional<Subscriber> own,
        String personal,
        Instant now,
        boolean aloud) {

    /// The same context with an updated subscriber.
    public CommandContext with(Subscriber chosen) {
        return new CommandContext(transaction, request, Optional.of(chosen), personal, now, aloud);
    }

    /// The same by a person with another language.
    public CommandContext speaking(String language) {
        return new CommandContext(transaction, request, own, language, now, aloud);
    }

    /// The same for an answer that everybody in the chat sees.
    public CommandContext toAll() {
        return new CommandContext(transaction, request, own, personal, now, true);
    }

    /// Tells whether a button was pressed.
    public boolean isPress() {
        return request.command() instanceof Command.Pressed;
    }

    /// Tells whether the chat is private.
    public boolean isPrivate() {
        return request.from().chat().kind() == ChatType.PRIVATE;
    }

    /// The person's own chat with the bot, where it is known.
    public Optional<Destination> privateChat() {
        return isPrivate() ? Optional.of(request.from()) : request.direct();
    }

    /// The preferences of the asking chat; for a chat that is no subscriber yet, those that it would get now.
    public Preferences preferences() {
        return own.map(Subscriber::preferences)
                .orElseGet(
                        () -> Preferences.DEFAULT.withLanguage(personalWords().language()));
    }

    /// Tells whether the chat has paused all deliveries.
    public boolean isStopped() {
        return own.filter(Subscriber::isStopped).isPresent();
    }

    /// The date on the asking chat's clock.
    public LocalDate today() {
        return LocalDate.ofInstant(now, preferences().zone());
    }

    /// The language for digests: the person's if only they see the reply, otherwise the chat's. The
    /// bot may have no texts in it.
    public String language() {
        boolean alone = isPrivate() || (request.from().chat().platform() == Platform.DISCORD && !aloud);
        return alone || own.isEmpty()
                ? personal
                : own.orElseThrow().preferences().language();
    }

    /// The bot's own words, in that language or the nearest that there are words in.
    public Texts words() {
        return Texts.of(language());
    }

    /// The words for what the person alone sees, wherever they are.
    public Texts personalWords() {
        return Texts.of(personal);
    }

    /// A toast for the person who pressed.
    public Reply toast(Phrase phrase) {
        return new Reply.Toast(personalWords().say(phrase));
    }

    /// The reason for which a request was not fulfilled: a toast for a press, otherwise an answer.
    public Reply refuse(Phrase why) {
        return isPress() ? toast(why) : new Reply.Whisper(Replies.text(words(), words().say(why)));
    }

    /// The command as this person types it: localised on Discord, English on Telegram.
    public String usage(CommandSpec command) {
        return "/"
                + switch (request.person().platform()) {
                    case TELEGRAM -> command.id();
                    case DISCORD -> words().say(command.localised());
                };
    }
}
