package digestbot.console.signin;

import digestbot.web.IpNetwork;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// The address of the console, and the proxies that it trusts.
///
/// @param host a host name or an address of this machine
/// @param port the port; 0 for any free port
/// @param proxies the addresses of trusted proxies; headers from other addresses are ignored
/// @param publicNames the accepted `Host` names besides local ones
public record ConsoleSettings(
        String host, int port, Authentication authentication, List<IpNetwork> proxies, List<String> publicNames) {

    public ConsoleSettings {
        proxies = List.copyOf(proxies);
        publicNames = List.copyOf(publicNames);
    }

    /// The way in which the console authenticates people.
    public sealed interface Authentication {

        /// No authentication: everyone who can connect has access.
        record NoAuthentication() implements Authentication {}

        /// Everybody signs in with one password, whose bcrypt hash this is.
        record Password(String hash) implements Authentication {

            @Override
            public String toString() {
                return "Password";
            }
        }

        /// A proxy authenticates people and passes their name in a header.
        record Proxy(String header) implements Authentication {}
    }

    public Optional<String> proxyHeader() {
        return authentication instanceof Authentication.Proxy(String header) ? Optional.of(header) : Optional.empty();
    }

    public Optional<String> passwordHash() {
        return authentication instanceof Authentication.Password(String hash) ? Optional.of(hash) : Optional.empty();
    }

    public boolean isLoopback() {
        return isLoopback(host);
    }

    /// Tells whether a server that listens on that host is only reachable from this machine.
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
