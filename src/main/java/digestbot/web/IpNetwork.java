package digestbot.web;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// An IP network in CIDR notation, such as 10.0.0.0/8, or a single address.
///
/// @param prefix the prefix length in bits
public record IpNetwork(InetAddress address, int prefix) {

    public static final List<IpNetwork> LOOPBACK = List.of(of("127.0.0.0/8"), of("::1"));

    private static IpNetwork of(String text) {
        return parse(text).orElseThrow();
    }

    /// Whether the name or address of a host is this machine's own. May ask the DNS.
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    /// Parses CIDR notation; empty if malformed. Makes no DNS query.
    public static Optional<IpNetwork> parse(String text) {
        String[] parts = text.strip().split("/", -1);
        return parts.length > 2
                ? Optional.empty()
                : address(parts[0]).flatMap(address -> {
                    int bits = address.getAddress().length * Byte.SIZE;
                    String prefix = parts.length == 1 ? Integer.toString(bits) : parts[1];
                    return prefix.matches("\\d{1,3}") && Integer.parseInt(prefix) <= bits
                            ? Optional.of(new IpNetwork(address, Integer.parseInt(prefix)))
                            : Optional.empty();
                });
    }

    /// Parses an address, possibly in brackets; empty if it is not one. Makes no DNS query.
    static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text.strip()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        return mine.length == theirs.length
                && new BigInteger(1, mine)
                                .xor(new BigInteger(1, theirs))
                                .shiftRight(mine.length * Byte.SIZE - prefix)
                                .signum()
                        == 0;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
