package digestbot.writing;

import digestbot.concurrent.LruCache;
import digestbot.writing.FeedParser.ParsedFeed;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Fetches feeds. A feed that was fetched before is asked whether it has changed.
///
/// The owner chooses the addresses of feeds, which may be on this machine. A feed may redirect to one
/// of them or to a public one, so that it cannot make the bot ask anything else of the services in
/// its network, nor of those that the owner named with their port.
final class FeedClient implements Collector.FeedSource {

    static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final int MAX_BYTES = 5 << 20;

    private static final int MAX_REDIRECTS = 5;
    private static final long MAX_KNOWN_CHARACTERS = 2 << 20;
    private static final int ENTRY_OVERHEAD = 200;
    private static final int NOT_MODIFIED = 304;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HttpReader http;
    private final Set<URI> configured;
    private final Set<String> namedPorts;
    private final Duration timeout;
    private final LruCache<URI, KnownFeed> known = new LruCache<>(MAX_KNOWN_CHARACTERS, KnownFeed::weight);

    record KnownFeed(Optional<String> tag, Optional<String> modified, ParsedFeed feed) {

        long weight() {
            return ENTRY_OVERHEAD
                    + feed.entries().stream()
                            .mapToLong(entry -> ENTRY_OVERHEAD
                                    + entry.title().length()
                                    + entry.description().length()
                                    + entry.link().url().length())
                            .sum();
        }
    }

    FeedClient(HttpReader http, Stream<URI> configured, Duration timeout) {
        this.http = http;
        this.configured = configured.collect(Collectors.toSet());
        namedPorts = this.configured.stream()
                .filter(feed -> feed.getPort() >= 0)
                .map(FeedClient::place)
                .collect(Collectors.toSet());
        this.timeout = timeout;
    }

    /// @throws IOException if the feed is missing; the message continues a sentence about the feed
    @Override
    public ParsedFeed fetch(URI feed) throws IOException {
        Optional<KnownFeed> before = known.find(feed);
        HttpResponse<byte[]> answer = read(feed, before);
        if (answer.statusCode() == NOT_MODIFIED && before.isPresent()) {
            return before.get().feed();
        }
        ParsedFeed parsed = parsed(answer);
        known.put(
                feed,
                new KnownFeed(
                        answer.headers().firstValue("ETag"), answer.headers().firstValue("Last-Modified"), parsed));
        return parsed;
    }

    /// Fetches the address, which may be a web page instead of a feed.
    HttpResponse<byte[]> read(URI address, Optional<KnownFeed> before) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        URI from = address;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            HttpResponse<byte[]> answer =
                    http.send(request(from, before), MAX_BYTES, Duration.ofNanos(end - System.nanoTime()));
            int status = answer.statusCode();
            if (REDIRECTS.contains(status)) {
                from = permitted(from, answer.headers().firstValue("Location").orElse("?"), false);
            } else if (status == 200 || (status == NOT_MODIFIED && before.isPresent())) {
                return answer;
            } else {
                throw new IOException("answers with status " + status);
            }
        }
        throw new IOException("redirects more than %d times".formatted(MAX_REDIRECTS));
    }

    static ParsedFeed parsed(HttpResponse<byte[]> answer) throws IOException {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        return FeedParser.parse(answer.uri(), answer.body(), type);
    }

    private static HttpRequest.Builder request(URI from, Optional<KnownFeed> before) {
        HttpRequest.Builder request = HttpRequest.newBuilder(from);
        before.flatMap(KnownFeed::tag).ifPresent(tag -> request.header("If-None-Match", tag));
        before.flatMap(KnownFeed::modified).ifPresent(time -> request.header("If-Modified-Since", time));
        return request;
    }

    /// The address that a redirect or page links to, if it is allowed. A page may link to its own host
    /// and port; a page with https often links to its feeds without.
    URI permitted(URI from, String link, boolean isPage) throws IOException {
        URI to;
        try {
            to = from.resolve(isPage ? link.replaceFirst("^http:", from.getScheme() + ":") : link);
        } catch (IllegalArgumentException _) {
            throw new IOException("redirects to something that is no address");
        }
        boolean isSecure = "https".equals(to.getScheme());
        if (to.getHost() == null
                || !(isSecure || ("http".equals(to.getScheme()) && !"https".equals(from.getScheme())))) {
            throw new IOException("redirects to an address without https");
        }
        if (!configured.contains(to)
                && !(isPage && place(to).equals(place(from)))
                && (namedPorts.contains(place(to)) || !isPublic(to.getHost()))) {
            throw new IOException("redirects to an address that is neither public nor configured");
        }
        return to;
    }

    private static String place(URI address) {
        int port = address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
        String host = Objects.requireNonNullElse(address.getHost(), "").toLowerCase(Locale.ROOT);
        return host.replaceFirst("\\.$", "") + ":" + port;
    }

    /// The client resolves the name once more, within the seconds for which Java keeps the answer.
    private static boolean isPublic(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host)).allMatch(FeedClient::isPublic);
        } catch (UnknownHostException _) {
            return false;
        }
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = Byte.toUnsignedInt(bytes[0]);
        int second = Byte.toUnsignedInt(bytes[1]);
        boolean isReserved = address instanceof Inet4Address
                ? first == 0
                        || first >= 240
                        || (first == 100 && second >= 64 && second < 128)
                        || (first == 198 && (second & 0xfe) == 18)
                // Unique local addresses, and ways from IPv6 to any address of IPv4.
                : (first & 0xfe) == 0xfc || first == 0 || (first == 0x20 && second == 2);
        return !isReserved
                && !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress();
    }
}
