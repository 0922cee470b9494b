package digestbot.delivery.files;

import digestbot.audience.Chat;
import digestbot.cache.LruCache;
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
import digestbot.vote.VoteStore;
import java.util.OptionalLong;

public final class FileMaker {

    private static final String PICTURE = "digestbot.png";

    /// The maximum length on Discord.
    private static final int MAX_DESCRIPTION_LENGTH = 1_000;

    /// The number of broadcasts that are usually sent at the same time.
    private static final int MAX_PICTURES = 2;

    private final Exports exports;
    private final Library library;
    private final DigestViews digestViews;
    private final Database database;
    private final PictureStore pictures = new PictureStore();
    private final LruCache<Long, byte[]> pictureContents = new LruCache<>(MAX_PICTURES);

    public FileMaker(Database database, Library library, DigestViews digestViews, VoteStore votes) {
        this.exports = new Exports(database, votes);
        this.library = library;
        this.digestViews = digestViews;
        this.database = database;
    }

    /// The file of a reply. The chat need not be a subscriber.
    public Attachment of(Transaction transaction, Chat chat, FileRequest fileRequest) {
        return switch (fileRequest) {
            case FileRequest.ExportFile export -> exports.of(transaction, chat, export.person());
            case FileRequest.CardFile card -> picture(transaction, card);
        };
    }

    public Attachment of(Transaction transaction, long subscriber, FileRequest fileRequest) {
        return switch (fileRequest) {
            case FileRequest.ExportFile export -> exports.of(OptionalLong.of(subscriber), export.person());
            case FileRequest.CardFile card -> picture(transaction, card);
        };
    }

    /// The picture of a broadcast, which is read when it is sent.
    public Attachment.Picture picture(Transaction transaction, long broadcast) {
        String name = pictures.name(transaction, broadcast)
                .orElseThrow(() -> new IllegalStateException("broadcast " + broadcast + " has no picture"));
        return new Attachment.Picture(broadcast, name, () -> content(broadcast));
    }

    private byte[] content(long broadcast) {
        return pictureContents.get(broadcast, () -> database.read(tx -> pictures.content(tx, broadcast)));
    }

    /// Creates a picture. Its text is read now; it is drawn when it is sent.
    private Attachment picture(Transaction transaction, FileRequest.CardFile card) {
        Digest digest = library.all().content(transaction, card.digest(), card.revision());
        CardText text = digestViews.card(digest, card.reader());
        String language = card.reader().language();
        String described = TextShortener.shorten(MAX_DESCRIPTION_LENGTH, text.described());
        return new Attachment.Image(PICTURE, described, () -> CardRenderer.png(text, language));
    }
}
