package digestbot.api;

import digestbot.digest.Perspective;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAddresses;
import java.util.Optional;

/// The addresses of the site's pages; all are empty without a site.
public record PageAddresses(Optional<SiteAddresses> site) {

    public Optional<String> of(SiteAddress page) {
        return site.map(addresses -> addresses.absolute(page));
    }

    public Optional<String> of(SiteAddress.OfDay digest, Perspective perspective) {
        return of(new SiteAddress.OfPerspective(digest, perspective.id()));
    }
}
