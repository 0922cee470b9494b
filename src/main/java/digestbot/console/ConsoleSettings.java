package digestbot.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/// Where the console listens, and whom it believes.
///
/// @param host a name or an address of this machine
/// @param port 0 for any that is free
/// @param passwordHash bcrypt's; if there is one, whoever looks signs in
/// @param proxyHeader the header in which a proxy in front of this says who somebody is; if there is one, nobody is
/// let in without it
/// @param publicNames the names under which browsers reach that proxy, and it reaches this
public record ConsoleSettings(
        String host, int port, Optional<String> passwordHash, Optional<String> proxyHeader, List<String> publicNames) {
    public ConsoleSettings {
        publicNames = List.copyOf(publicNames);
    }

    /// Whether only programs on this machine can reach it.
    public boolean isLoopback() {
        return isLoopback(host);
    }

    /// Whether only programs on this machine can reach what listens there.
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
