package digestbot.site;

import digestbot.config.Key;
import digestbot.digest.Digest;
import digestbot.markdown.WebAddress;
import digestbot.web.IpNetwork;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The settings of the public site.
///
/// @param url the public base address, without a final slash; empty if nothing is published
/// @param host the host name or address of this machine on which the server listens
/// @param port the port of the server; 0 for no server, -1 for any free port
/// @param name the title of the site; by default its host name
/// @param about the owner's text about the site, as Markdown; may be empty
/// @param proxies the addresses of trusted proxies; headers from other addresses are ignored
/// @param pages the template of addresses of digests on another site, with `{topic}` and `{day}`;
///     empty without another site
public record SiteSettings(
        @Key(
                parse = "address",
                expected = "an address that begins with http:// or https://, without user name, query and fragment")
        Optional<URI> url,

        @Key(def = "127.0.0.1") String host,
        @Key(def = "0", min = -1, max = 65_535) int port,
        @Key(def = "") String name,
        @Key(def = "") String about,

        @Key(name = "proxy-address", expected = "an address such as 10.0.0.5, or a network such as 172.18.0.0/16")
        List<IpNetwork> proxies,

        @Key(def = "served") LinkPolicy links,

        @Key(
                parse = "pages",
                expected =
                        "an address with {day}, such as https://news.example.org/{topic}/{day}/, whose host has a dot")
        Optional<String> pages) {

    public enum LinkPolicy {
        /// Messages link to the pages only if the bot serves them, so that a page exists as soon as
        /// its digest is published.
        SERVED,
        ALWAYS,
        NEVER
    }

    public SiteSettings {
        name = name.isBlank()
                ? url.map(URI::getHost)
                        .filter(each -> each.matches(".*\\.[a-z]+"))
                        .orElse(DEFAULT_NAME)
                : name.strip();
        proxies = List.copyOf(proxies);
    }

    public SiteSettings(Optional<URI> url, String host, int port, String name) {
        this(url, host, port, name, "", List.of(), LinkPolicy.SERVED, Optional.empty());
    }

    /// The name of a site without a host name.
    private static final String DEFAULT_NAME = "Daily digests";

    /// The site is neither published nor served.
    public static final SiteSettings OFF = new SiteSettings(Optional.empty(), "127.0.0.1", 0, "");

    static Optional<URI> address(String text) {
        URI uri = URI.create(text.replaceFirst("/+$", ""));
        boolean isWeb = ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        boolean isPlain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        boolean isCanonical = uri.equals(uri.normalize())
                && (uri.getRawPath() == null || !uri.getRawPath().contains("//"));
        return isWeb && isPlain && isCanonical ? Optional.of(uri) : Optional.empty();
    }

    static Optional<String> pages(String text) {
        return page(text, "topic", "2026-02-05").map(_ -> text);
    }

    public boolean isServed() {
        return port != 0;
    }

    public Optional<SiteAddressFormat> addresses() {
        return url.map(SiteAddressFormat::new);
    }

    /// The addresses that messages link to; empty if they do not link. Platforms refuse links to a
    /// host without a dot, such as `localhost`.
    public Optional<SiteAddressFormat> linkedAddresses() {
        boolean isLinked = switch (links) {
            case SERVED -> isServed();
            case ALWAYS -> true;
            case NEVER -> false;
        };
        return addresses()
                .filter(_ -> isLinked)
                .filter(site -> WebAddress.parse(site.base().toString())
                        .filter(WebAddress::isForButtons)
                        .isPresent());
    }

    /// The page of the digest on another site: the one in its file, or else the configured one.
    public Optional<WebAddress> page(Digest digest) {
        Optional<WebAddress> configured = pages.flatMap(template ->
                page(template, digest.key().topic(), digest.key().day().toString()));
        return digest.page()
                .flatMap(named -> named.startsWith("/")
                        ? configured.map(
                                page -> URI.create(page.url()).resolve(named).toString())
                        : Optional.of(named))
                .flatMap(WebAddress::parse)
                .or(() -> configured);
    }

    /// The address from a template; empty if the template is invalid.
    public static Optional<WebAddress> page(String template, String topic, String day) {
        return Optional.of(template.replace("{topic}", topic).replace("{day}", day))
                .filter(page -> template.contains("{day}") && !page.contains("{"))
                .flatMap(WebAddress::parse)
                .filter(WebAddress::isForButtons);
    }

    /// The name of the site in pictures; empty if messages do not link to it.
    public Optional<String> origin() {
        return linkedAddresses().map(site -> {
            String address = site.base().getAuthority() + site.prefix();
            return name.equals(address) ? name : name + " · " + address;
        });
    }

    @Override
    public String toString() {
        return "%s:%d".formatted(host, port);
    }
}
