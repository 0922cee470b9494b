package digestbot.api;

import digestbot.digest.Perspective;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAddresses;
import java.util.Optional;

/// The addresses of the pages of the site; all are empty where nothing is published.
public record PageAddresses(Optional<SiteAddresses> site) {

    public Optional<String> of(SiteAddress page) {
        return site.map(addresses -> addresses.absolute(page));
    }

    /// The address of the page of a perspective.
    public Optional<String> of(SiteAddress.OfDay digest, Perspective perspective) {
        return of(new SiteAddress.OfPerspective(digest, perspective.id()));
    }
}
