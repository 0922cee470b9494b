package digestbot.site;

import digestbot.audience.ReadingOptions;
import digestbot.card.CardRenderer;
import digestbot.content.Reader;
import digestbot.content.views.DigestViews;
import digestbot.digest.Digest;
import java.time.ZoneOffset;
import java.util.Set;

/// Draws the pictures of digests, which link previews show.
public final class EditionCards {

    private final DigestViews views;

    public EditionCards(DigestViews views) {
        this.views = views;
    }

    /// The picture as a PNG.
    public byte[] png(Digest digest) {
        String language = digest.key().language();
        var reader = new Reader(language, ReadingOptions.DEFAULT, digest.key().day(), ZoneOffset.UTC, Set.of());
        return CardRenderer.png(views.card(digest, reader), language);
    }
}
