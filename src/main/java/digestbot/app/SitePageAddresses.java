package digestbot.app;

import digestbot.content.views.DigestControls.DigestPages;
import digestbot.database.Transaction;
import digestbot.delivery.rendering.RevisionMessages.WebPages;
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
import digestbot.webhook.WebhookEventRecorder.DigestAddresses;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The pages of digests that messages link to: pages on another site if the configuration names
/// one, otherwise pages of the bot's site.
public record SitePageAddresses(SiteSettings settings, Optional<SiteAddressFormat> own, SiteLibrary site)
        implements WebPages {

    public static WebPages of(SiteSettings settings, Library library) {
        return settings.links() == LinkPolicy.NEVER
                ? NONE
                : new SitePageAddresses(settings, settings.linkedAddresses(), new SiteLibrary(library));
    }

    @Override
    public Optional<DigestPages> of(Transaction transaction, long digest) {
        return site.library()
                .digest(transaction, digest)
                .map(StoredDigest::digest)
                .flatMap(published -> pages(published, () -> site.address(transaction, published.key())));
    }

    @Override
    public Optional<DigestPages> expected(Digest digest) {
        return pages(digest, () -> SiteAddress.OfDay.of(digest.key(), true));
    }

    private Optional<DigestPages> pages(Digest digest, Supplier<SiteAddress.OfDay> day) {
        return settings.page(digest)
                .map(page -> new DigestPages(page, Map.of()))
                .or(() -> own.flatMap(addresses -> pages(addresses, digest, day.get())));
    }

    private static Optional<DigestPages> pages(SiteAddressFormat addresses, Digest digest, SiteAddress.OfDay day) {
        Map<String, WebAddress> perspectives = new HashMap<>();
        for (Perspective each : digest.perspectives()) {
            page(addresses, new SiteAddress.OfPerspective(day, each.id()))
                    .ifPresent(page -> perspectives.put(each.id().toLowerCase(Locale.ROOT), page));
        }
        return page(addresses, day).map(whole -> new DigestPages(whole, perspectives));
    }

    /// The page's address; empty if it is longer than platforms accept.
    private static Optional<WebAddress> page(SiteAddressFormat addresses, SiteAddress page) {
        return WebAddress.parse(addresses.absolute(page));
    }

    /// The addresses for programs, regardless of the pages that messages link to.
    public static DigestAddresses ofDigests(Config config, Library library) {
        var pages = new SitePageAddresses(config.site(), config.site().addresses(), new SiteLibrary(library));
        return (transaction, digest) ->
                pages.of(transaction, digest).map(found -> found.whole().url());
    }
}
