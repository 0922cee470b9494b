package digestbot.app;

import digestbot.config.Config;
import digestbot.library.archive.Library;
import digestbot.site.SiteAddresses;
import digestbot.site.SiteLibrary;
import digestbot.webhook.WebhookEvents.DigestAddresses;
import java.util.Optional;

/// The addresses of digests on the public site, for events.
public final class SitePageAddresses {

    private SitePageAddresses() {}

    /// The addresses, if the configuration publishes a site.
    public static DigestAddresses of(Config config, Library library) {
        Optional<SiteAddresses> addresses = config.site().addresses();
        var site = new SiteLibrary(library);
        return addresses
                .<DigestAddresses>map(
                        all -> (transaction, digest) -> Optional.of(all.absolute(site.address(transaction, digest))))
                .orElse(DigestAddresses.NONE);
    }
}
