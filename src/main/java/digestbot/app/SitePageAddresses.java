package digestbot.app;

import digestbot.config.Config;
import digestbot.content.views.DigestPages;
import digestbot.database.Transaction;
import digestbot.delivery.rendering.RevisionMessages.WebPages;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.markdown.WebAddress;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAddresses;
import digestbot.site.SiteLibrary;
import digestbot.site.SiteSettings;
import digestbot.webhook.WebhookEvents.DigestAddresses;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The pages of the public site to which messages of digests link.
public final class SitePageAddresses implements WebPages {

    private final SiteAddresses addresses;
    private final SiteLibrary site;

    private SitePageAddresses(SiteAddresses addresses, Library library) {
        this.addresses = addresses;
        site = new SiteLibrary(library);
    }

    /// The pages; none if messages do not link to the site.
    public static WebPages of(SiteSettings settings, Library library) {
        return settings.linkedAddresses()
                .<WebPages>map(addresses -> new SitePageAddresses(addresses, library))
                .orElse(NONE);
    }

    @Override
    public Optional<DigestPages> of(Transaction transaction, long digest) {
        return site.library()
                .digest(transaction, digest)
                .map(StoredDigest::digest)
                .flatMap(published -> pages(published, site.address(transaction, published.key())));
    }

    @Override
    public Optional<DigestPages> expected(Digest digest) {
        return pages(digest, SiteAddress.OfDay.of(digest.key(), true));
    }

    private Optional<DigestPages> pages(Digest digest, SiteAddress.OfDay day) {
        Map<String, WebAddress> perspectives = new HashMap<>();
        for (Perspective each : digest.perspectives()) {
            page(new SiteAddress.OfPerspective(day, each.id()))
                    .ifPresent(page -> perspectives.put(each.id().toLowerCase(Locale.ROOT), page));
        }
        return page(day).map(whole -> new DigestPages(whole, perspectives));
    }

    /// Empty if the address is longer than platforms take.
    private Optional<WebAddress> page(SiteAddress page) {
        return WebAddress.parse(addresses.absolute(page));
    }

    /// The addresses, if the configuration publishes a site.
    public static DigestAddresses ofDigests(Config config, Library library) {
        Optional<SiteAddresses> addresses = config.site().addresses();
        var site = new SiteLibrary(library);
        return addresses
                .<DigestAddresses>map(
                        all -> (transaction, digest) -> Optional.of(all.absolute(site.address(transaction, digest))))
                .orElse(DigestAddresses.NONE);
    }
}
