package digestbot.config;

import digestbot.site.SiteSettings;
import digestbot.site.SiteSettings.LinkPolicy;
import digestbot.web.IpNetwork;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The section of the configuration about the public site.
final class SiteSection {

    private static final int HIGHEST_PORT = 65_535;

    private static final String EXPECTED =
            "an address that begins with http:// or https://, without user name, query and fragment";

    private SiteSection() {}

    /// Reads the section.
    static SiteSettings read(YamlSection section) {
        SiteSettings defaults = SiteSettings.OFF;
        var settings = new SiteSettings(
                section.convert("url", "", EXPECTED, SiteSection::address),
                section.text("host", defaults.host()),
                section.number("port", defaults.port(), 0, HIGHEST_PORT),
                section.text("name", defaults.name()),
                section.list(
                        "proxy-address",
                        "an address such as 10.0.0.5, or a network such as 172.18.0.0/16",
                        IpNetwork::parse),
                links(section, defaults.links()));
        section.reportUnknownKeys();
        return settings;
    }

    private static LinkPolicy links(YamlSection section, LinkPolicy byDefault) {
        String allowed = Stream.of(LinkPolicy.values()).map(LinkPolicy::id).collect(Collectors.joining(", "));
        return section.convert(
                        "links",
                        byDefault.id(),
                        "one of " + allowed,
                        text -> Stream.of(LinkPolicy.values())
                                .filter(each -> each.id().equals(text))
                                .findFirst())
                .orElse(byDefault);
    }

    private static boolean isWeb(URI uri) {
        return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
    }

    private static Optional<URI> address(String text) {
        URI uri = URI.create(text.replaceFirst("/+$", ""));
        boolean isPlain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        boolean isCanonical = uri.equals(uri.normalize())
                && (uri.getRawPath() == null || !uri.getRawPath().contains("//"));
        return isWeb(uri) && isPlain && isCanonical ? Optional.of(uri) : Optional.empty();
    }
}
