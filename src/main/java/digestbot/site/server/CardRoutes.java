package digestbot.site.server;

import digestbot.content.views.DigestViews;
import digestbot.database.Database;
import digestbot.site.EditionCards;
import digestbot.site.EditionPages;
import digestbot.site.SiteAnswer;
import digestbot.site.SiteEdition;
import digestbot.site.SitePages;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.GoneResponse;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The pictures of digests, which link previews show. At most one is drawn at a time for the site,
/// so that readers of chats who ask for one hardly wait.
public final class CardRoutes implements SiteRoutes {

    private static final long MAX_BYTES = 16L << 20;
    private static final Duration MAX_AGE = Duration.ofHours(1);
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    private static final String RETRY_SECONDS = "5";

    private final Database database;
    private final SitePages pages;
    private final EditionCards cards;
    private final ResourceCache<PictureKey> pictures = new ResourceCache<>(MAX_BYTES);
    private final Semaphore drawing = new Semaphore(1, true);

    /// A picture of a revision.
    private record PictureKey(long digest, int revision) {}

    public CardRoutes(Database database, SitePages pages, DigestViews views) {
        this.database = database;
        this.pages = pages;
        cards = new EditionCards(views);
    }

    @Override
    public void add(RoutesConfig routes) {
        for (String folder : new String[] {"/{topic}/{day}/", "/{language}/{topic}/{day}/"}) {
            SiteRoutes.get(routes, folder + EditionPages.PICTURE, this::show);
        }
    }

    private void show(Context context) throws InterruptedException {
        String path = SitePaths.of(context, pages.layout().addresses());
        String folder = path.substring(0, path.length() - EditionPages.PICTURE.length());
        Optional<SiteEdition> edition = database.read(tx -> pages.edition(tx, folder));
        if (edition.isEmpty()) {
            throw database.read(tx -> pages.at(tx, folder)) instanceof SiteAnswer.Gone
                    ? new GoneResponse("Withdrawn.")
                    : new NotFoundResponse();
        }
        Optional<SiteResource> picture = picture(edition.get());
        if (picture.isPresent()) {
            picture.get().send(context);
        } else {
            context.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header(Header.RETRY_AFTER, RETRY_SECONDS)
                    .contentType("text/plain; charset=utf-8")
                    .result("Too many pictures at once. Try again in a moment.\n");
        }
    }

    private Optional<SiteResource> picture(SiteEdition edition) throws InterruptedException {
        var key = new PictureKey(edition.number(), edition.revision());
        Optional<SiteResource> kept = pictures.find(key);
        if (kept.isPresent()) {
            return kept;
        }
        if (!drawing.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            return pictures.find(key).or(() -> {
                SiteResource drawn = SiteResource.ofPicture("image/png", cards.png(edition.digest()), MAX_AGE)
                        .modifiedAt(edition.updatedAt());
                pictures.put(key, drawn);
                return Optional.of(drawn);
            });
        } finally {
            drawing.release();
        }
    }
}
