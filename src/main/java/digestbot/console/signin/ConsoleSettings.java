package digestbot.console.signin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// The address of the console, and the proxies that it trusts.
///
/// @param host a name or an address of this machine
/// @param port 0 for any that is free
/// @param proxies the addresses of trusted proxies; headers from other addresses are ignored
/// @param publicNames the accepted `Host` names besides local ones
public record ConsoleSettings(
        String host, int port, Authentication authentication, List<IpNetwork> proxies, List<String> publicNames) {
    public ConsoleSettings {
        proxies = List.copyOf(proxies);
        publicNames = List.copyOf(publicNames);
    }

    /// The header in which a proxy says who somebody is, if one does.
    public Optional<String> proxyHeader() {
        return authentication instanceof Authentication.Proxy(String header) ? Optional.of(header) : Optional.empty();
    }

    /// The password's hash, if there is a password.
    public Optional<String> passwordHash() {
        return authentication instanceof Authentication.Password(String hash) ? Optional.of(hash) : Optional.empty();
    }

    /// Tells whether only programs on this machine can reach it.
    public boolean isLoopback() {
        return isLoopback(host);
    }

    /// Tells whether only programs on this machine can reach what listens there.
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "%s:%d".formatted(host, port);
    }
}
