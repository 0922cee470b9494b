package digestbot.site;

import java.net.URI;

/// Makes addresses of pages from the base address.
///
/// @param base the public address of the home page, without a final slash
public record SiteAddressFormat(URI base) {

    public SiteAddressFormat {
        String text = base.toString();
        base = text.endsWith("/") ? URI.create(text.replaceFirst("/+$", "")) : base;
    }

    public String absolute(SiteAddress address) {
        return absolute(address.path());
    }

    /// The public address of a path that is relative to the base address.
    public String absolute(String path) {
        return base + "/" + path;
    }

    /// The address in links of the site's pages, which begins with a slash.
    public String link(SiteAddress address) {
        return link(address.path());
    }

    public String link(String path) {
        return prefix() + "/" + path;
    }

    /// The path of the base address, without a final slash; empty if the site has a separate host
    /// name.
    public String prefix() {
        return base.getRawPath() == null ? "" : base.getRawPath();
    }
}
