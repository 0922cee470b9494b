package digestbot.site.server;

import digestbot.audience.ReadingOptions;
import digestbot.card.CardRenderer;
import digestbot.content.Reader;
import digestbot.content.views.DigestViews;
import digestbot.database.Database;
import digestbot.digest.Digest;
import digestbot.site.EditionPages;
import digestbot.site.SiteAnswer;
import digestbot.site.SiteEdition;
import digestbot.site.SitePages;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.GoneResponse;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/// The pictures of digests, which link previews show. At most one is drawn at a time for the site,
/// so that readers of chats who ask for one hardly wait.
public final class CardRoutes implements SiteRoutes {

    private static final long MAX_BYTES = 16L << 20;
    private static final Duration MAX_AGE = Duration.ofHours(1);

    private final Database database;
    private final SitePages pages;
    private final DigestViews views;
    private final ResourceCache<PictureKey> pictures = new ResourceCache<>(MAX_BYTES);
    private final MakingTurns turns = new MakingTurns(1);

    /// A picture of a revision.
    private record PictureKey(long digest, int revision) {}

    public CardRoutes(Database database, SitePages pages, DigestViews views) {
        this.database = database;
        this.pages = pages;
        this.views = views;
    }

    @Override
    public void add(RoutesConfig routes) {
        for (String folder : new String[] {"/{topic}/{day}/", "/{language}/{topic}/{day}/"}) {
            SiteRoutes.get(routes, folder + EditionPages.PICTURE, this::show);
        }
    }

    private void show(Context context) {
        String path = SitePaths.of(context, pages.layout().addresses());
        String folder = path.substring(0, path.length() - EditionPages.PICTURE.length());
        Optional<SiteEdition> edition = database.read(tx -> pages.edition(tx, folder));
        if (edition.isEmpty()) {
            throw database.read(tx -> pages.at(tx, folder)) instanceof SiteAnswer.Gone
                    ? new GoneResponse("Withdrawn.")
                    : new NotFoundResponse();
        }
        picture(edition.get()).send(context);
    }

    private SiteResource picture(SiteEdition edition) {
        var key = new PictureKey(edition.number(), edition.revision());
        Optional<SiteResource> kept = pictures.find(key);
        return kept.isPresent()
                ? kept.get()
                : turns.take(key.toString(), () -> pictures.find(key), Optional::empty, () -> draw(key, edition));
    }

    private SiteResource draw(PictureKey key, SiteEdition edition) {
        SiteResource drawn = SiteResource.ofPicture("image/png", png(edition.digest()), MAX_AGE)
                .modifiedAt(edition.updatedAt());
        pictures.put(key, drawn);
        return drawn;
    }

    private byte[] png(Digest digest) {
        String language = digest.key().language();
        var reader = new Reader(language, ReadingOptions.DEFAULT, digest.key().day(), ZoneOffset.UTC, Set.of());
        return CardRenderer.png(views.card(digest, reader), language);
    }
}
