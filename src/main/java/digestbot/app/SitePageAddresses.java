package digestbot.app;

import digestbot.content.views.DigestControls.SharedPages;
import digestbot.database.Transaction;
import digestbot.delivery.rendering.RevisionMessages.WebPageFinder;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.markdown.WebAddress;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAddressFormat;
import digestbot.site.SiteLibrary;
import digestbot.site.SiteSettings;
import digestbot.site.SiteSettings.LinkPolicy;
import digestbot.webhook.WebhookEventRecorder.DigestLinker;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The pages of digests that messages link to: pages on another site if the configuration names
/// one, otherwise pages of the bot's site.
public record SitePageAddresses(SiteSettings settings, Optional<SiteAddressFormat> own, SiteLibrary site)
        implements WebPageFinder {

    public static WebPageFinder of(SiteSettings settings, Library library) {
        return settings.links() == LinkPolicy.NEVER
                ? NONE
                : new SitePageAddresses(settings, settings.linkedAddresses(), new SiteLibrary(library));
    }

    @Override
    public Optional<SharedPages> of(Transaction transaction, long digest) {
        return site.library()
                .digest(transaction, digest)
                .map(StoredDigest::digest)
                .flatMap(published -> pages(published, () -> site.address(transaction, published.key())));
    }

    @Override
    public Optional<SharedPages> expected(Digest digest) {
        return pages(digest, () -> SiteAddress.OfDay.of(digest.key(), true));
    }

    private Optional<SharedPages> pages(Digest digest, Supplier<SiteAddress.OfDay> day) {
        return settings.page(digest)
                .map(page -> new SharedPages(page, Map.of()))
                .or(() -> own.flatMap(addresses -> pages(addresses, digest, day.get())));
    }

    private static Optional<SharedPages> pages(SiteAddressFormat addresses, Digest digest, SiteAddress.OfDay day) {
        Map<String, WebAddress> perspectives = new HashMap<>();
        for (Perspective each : digest.perspectives()) {
            page(addresses, new SiteAddress.OfPerspective(day, each.id()))
                    .ifPresent(page -> perspectives.put(each.id().toLowerCase(Locale.ROOT), page));
        }
        return page(addresses, day).map(whole -> new SharedPages(whole, perspectives));
    }

    /// The page's address; empty if it is longer than platforms accept.
    private static Optional<WebAddress> page(SiteAddressFormat addresses, SiteAddress page) {
        return WebAddress.parse(addresses.absolute(page));
    }

    /// The addresses for programs, regardless of the pages that messages link to.
    public static DigestLinker ofDigests(Config config, Library library) {
        var pages = new SitePageAddresses(config.site(), config.site().addresses(), new SiteLibrary(library));
        return (transaction, digest) ->
                pages.of(transaction, digest).map(found -> found.whole().url());
    }
}
