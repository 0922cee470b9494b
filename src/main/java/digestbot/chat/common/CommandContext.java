package digestbot.chat.common;

import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
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
/// @param own the asking chat as it was when it asked; empty if it is no subscriber yet
/// @param personal the person's language, chosen or their client's; it may be one that the bot has no words in
/// @param aloud whether everybody in the chat sees the answer, also where answers are for one person alone
public record CommandContext(
        Transaction transaction,
        CommandRequest request,
        Optional<Subscriber> own,
        String personal,
        Instant now,
        boolean aloud) {

    /// The same with a choice made.
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

    /// Tells whether one person alone reads the chat.
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

    /// Tells whether the asking chat wants nothing delivered for now.
    public boolean isStopped() {
        return own.filter(Subscriber::isStopped).isPresent();
    }

    /// The date on the asking chat's clock.
    public LocalDate today() {
        return LocalDate.ofInstant(now, preferences().zone());
    }

    /// The language to read digests in, which may be one that the bot itself has no words in: the person's where
    /// they alone see the answer, else the chat's.
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

    /// A few words over the screen of the person who pressed.
    public Reply toast(Phrase phrase) {
        return new Reply.Toast(personalWords().say(phrase));
    }

    /// The command as this person writes it: Discord shows its name in the person's language, Telegram has but one.
    public String usage(CommandSpec command) {
        return "/"
                + switch (request.person().platform()) {
                    case TELEGRAM -> command.id();
                    case DISCORD -> words().say(command.localised());
                };
    }
}
