package digestbot.delivery.files;

import digestbot.audience.Chat;
import digestbot.card.CardRenderer;
import digestbot.content.TextShortener;
import digestbot.content.views.CardText;
import digestbot.content.views.DigestViews;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.outbox.FileRequest;
import digestbot.digest.Digest;
import digestbot.library.archive.Library;
import java.util.OptionalLong;

/// Creates the files that are attached to messages.
public final class FileMaker {

    private static final String PICTURE = "digestbot.png";

    /// The maximum length on Discord.
    private static final int LONGEST_DESCRIPTION = 1_000;

    private final Exports exports;
    private final Library library;
    private final DigestViews editions;

    public FileMaker(Database database, Library library, DigestViews editions) {
        this.exports = new Exports(database);
        this.library = library;
        this.editions = editions;
    }

    /// The file of a reply. The chat may be no subscriber.
    ///
    /// @throws IllegalStateException if the digest's revision does not exist
    public Attachment of(Transaction transaction, Chat chat, FileRequest wish) {
        return switch (wish) {
            case FileRequest.Export export -> exports.of(transaction, chat, export.person());
            case FileRequest.Card card -> picture(transaction, card);
        };
    }

    public Attachment of(Transaction transaction, long subscriber, FileRequest wish) {
        return switch (wish) {
            case FileRequest.Export export -> exports.of(OptionalLong.of(subscriber), export.person());
            case FileRequest.Card card -> picture(transaction, card);
        };
    }

    /// Creates a picture. Its text is read now; it is drawn when it is sent.
    private Attachment picture(Transaction transaction, FileRequest.Card card) {
        Digest digest = library.all().content(transaction, card.digest(), card.revision());
        CardText text = editions.card(digest, card.reader());
        String language = card.reader().language();
        String described = TextShortener.to(LONGEST_DESCRIPTION, text.described());
        return new Attachment.Picture(PICTURE, described, () -> CardRenderer.png(text, language));
    }
}
