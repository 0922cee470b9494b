package digestbot.command;

import digestbot.database.Transaction;
import digestbot.subscription.ChatKind;
import digestbot.subscription.Preferences;
import digestbot.text.Words;
import java.time.LocalDate;

/// A request with what every command needs to answer it.
///
/// @param preferences the asking chat's, or the defaults where it is no subscriber yet
/// @param today the date on the asking chat's clock
record Asked(Transaction transaction, Request request, Preferences preferences, LocalDate today) {

    /// Whether one person alone reads the chat.
    boolean isPrivate() {
        return request.from().chat().kind() == ChatKind.PRIVATE;
    }

    /// The language to read digests in, which may be one that the bot itself has no words in.
    String language() {
        return isPrivate() ? request.person().language() : preferences.language();
    }

    /// The bot's own words, in that language or the nearest that there are words in.
    Words words() {
        return Words.of(language());
    }
}
