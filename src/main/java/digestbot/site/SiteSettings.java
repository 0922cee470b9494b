package digestbot.site;

import digestbot.digest.Digest;
import digestbot.markdown.WebAddress;
import digestbot.web.IpNetwork;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The settings of the public site.
///
/// @param url the public base address, without a final slash; empty if nothing is published
/// @param host the host name or address of this machine on which the server listens
/// @param port the port of the server; 0 for no server
/// @param proxies the addresses of trusted proxies; headers from other addresses are ignored
/// @param pages the addresses of the pages of digests on another site, with `{topic}` and `{day}`;
///     empty if there is none
public record SiteSettings(
        Optional<URI> url,
        String host,
        int port,
        String name,
        List<IpNetwork> proxies,
        LinkPolicy links,
        Optional<String> pages) {

    public enum LinkPolicy {
        /// Messages link to the pages if the bot serves them, so that a page exists as soon as its
        /// digest is published.
        SERVED,
        ALWAYS,
        NEVER;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SiteSettings {
        proxies = List.copyOf(proxies);
    }

    public SiteSettings(Optional<URI> url, String host, int port, String name) {
        this(url, host, port, name, List.of(), LinkPolicy.SERVED, Optional.empty());
    }

    public static final String DEFAULT_NAME = "Digests";

    /// Neither published nor served.
    public static final SiteSettings OFF = new SiteSettings(Optional.empty(), "127.0.0.1", 0, DEFAULT_NAME);

    public boolean isServed() {
        return port != 0;
    }

    public Optional<SiteAddresses> addresses() {
        return url.map(SiteAddresses::new);
    }

    /// Empty if messages do not link to the pages. Platforms refuse links to a host without a dot,
    /// such as `localhost`.
    public Optional<SiteAddresses> linkedAddresses() {
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

    /// The page of the digest on another site: the one that its file names, or else the configured
    /// one.
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

    /// Empty if the template is not valid.
    public static Optional<WebAddress> page(String template, String topic, String day) {
        return Optional.of(template.replace("{topic}", topic).replace("{day}", day))
                .filter(page -> template.contains("{day}") && !page.contains("{"))
                .flatMap(WebAddress::parse)
                .filter(WebAddress::isForButtons);
    }

    @Override
    public String toString() {
        return "%s:%d".formatted(host, port);
    }
}
