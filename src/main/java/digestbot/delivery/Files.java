package digestbot.delivery;

import digestbot.card.Cards;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.edition.CardText;
import digestbot.edition.Editions;
import digestbot.edition.Shortened;
import digestbot.library.Library;
import digestbot.subscription.Chat;
import java.util.OptionalLong;

/// Makes the files that messages leave with.
public final class Files {

    private static final String PICTURE = "digestbot.png";

    /// As much as Discord takes.
    private static final int LONGEST_DESCRIPTION = 1_000;

    private final Exports exports;
    private final Library library;
    private final Editions editions;

    public Files(Database database, Library library, Editions editions) {
        this.exports = new Exports(database);
        this.library = library;
        this.editions = editions;
    }

    /// The file for a chat that may be no subscriber.
    ///
    /// @throws IllegalStateException if the digest's revision is not there
    public Attachment of(Transaction transaction, Chat chat, FileWish wish) {
        return switch (wish) {
            case FileWish.Export export -> exports.of(transaction, chat, export.person());
            case FileWish.Card card -> picture(transaction, card);
        };
    }

    Attachment of(Transaction transaction, long subscriber, FileWish wish) {
        return switch (wish) {
            case FileWish.Export export -> exports.of(OptionalLong.of(subscriber), export.person());
            case FileWish.Card card -> picture(transaction, card);
        };
    }

    /// What it says is read now, it is drawn by whoever sends it.
    private Attachment picture(Transaction transaction, FileWish.Card card) {
        Digest digest = library.all().content(transaction, card.digest(), card.revision());
        CardText text = editions.card(digest, card.reader());
        String language = card.reader().language();
        String described = Shortened.to(LONGEST_DESCRIPTION, text.described());
        return new Attachment.Picture(PICTURE, described, () -> Cards.png(text, language));
    }
}
