package digestbot.web;

import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the client of a request that came through trusted proxies.
///
/// Each proxy appends the address of its client at the right end of `X-Forwarded-For`; everything
/// to the left of what a trusted proxy appended may be forged.
public record TrustedProxies(List<IpNetwork> networks) {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /// One household or machine usually has a whole /64 network.
    private static final int IPV6_PREFIX_BYTES = 8;

    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    public boolean isFromTrustedProxy(Context context) {
        return IpNetwork.address(context.ip()).filter(this::isProxy).isPresent();
    }

    private boolean isProxy(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /// Whether the client uses HTTPS. The header needs no trusted proxy: a client that forges it
    /// only gets cookies that it will not send back.
    public static boolean isEncrypted(Context context) {
        return context.scheme().equals("https") || "https".equals(context.header("X-Forwarded-Proto"));
    }

    /// The client's address for rate limits. For IPv6 it is the /64 network, because one client has
    /// very many addresses.
    public String client(Context context) {
        Optional<InetAddress> peer = IpNetwork.address(context.ip());
        return peer.map(address -> origin(address, hops(context)))
                .map(TrustedProxies::rateLimitKey)
                .orElseGet(context::ip);
    }

    private static List<String> hops(Context context) {
        return Collections.list(context.req().getHeaders(FORWARDED_FOR)).stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .toList();
    }

    private InetAddress origin(InetAddress peer, List<String> hops) {
        InetAddress origin = peer;
        for (String hop : hops.reversed()) {
            if (!isProxy(origin)) {
                return origin;
            }
            Optional<InetAddress> before = IpNetwork.address(withoutPort(hop.strip()));
            if (before.isEmpty()) {
                return origin;
            }
            origin = before.get();
        }
        return origin;
    }

    private static String withoutPort(String hop) {
        return hop.matches("(\\d+\\.){3}\\d+:\\d+|\\[.*]:\\d+") ? hop.substring(0, hop.lastIndexOf(':')) : hop;
    }

    private static String rateLimitKey(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, IPV6_PREFIX_BYTES)
                : address.getHostAddress();
    }
}
