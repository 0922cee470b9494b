package digestbot.console.signin;

import digestbot.config.CheckedSection;
import digestbot.config.Key;
import digestbot.markdown.WebAddress;
import digestbot.web.IpNetwork;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// The address of the console, its sign-in, and the proxies that it trusts. Without a hash and a
/// header, everyone who can connect has access.
///
/// @param port 0 for no console, -1 for any free port
/// @param host a host name or an address of this machine
/// @param passwordHash the bcrypt hash of the one password with which everybody signs in
/// @param proxyHeader the header in which a proxy passes the names of people that it signs in
/// @param publicName the accepted `Host` names besides local ones, separated by commas
public record ConsoleSettings(
        @Key(def = "8080", min = -1, max = 65_535) int port,
        @Key(def = LOOPBACK) String host,

        @Key(
                hidden = true,
                pattern = Passwords.HASH,
                refusal = "not a hash; “digestbot hash-password” prints one (the value is hidden, as it may be the"
                        + " password)")
        Optional<String> passwordHash,

        @Key(pattern = "[A-Za-z0-9-]+", expected = "the name of an HTTP header")
        Optional<String> proxyHeader,

        @Key(expected = "an address such as 10.0.0.5, or a network such as 172.18.0.0/16")
        List<IpNetwork> proxyAddress,

        @Key(
                pattern = NAME + "( *, *" + NAME + ")*",
                expected = "a host name such as news.example.org, with its port if needed; separate several by commas")
        Optional<String> publicName)
        implements CheckedSection {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String NAME = "[A-Za-z0-9.-]+(:\\d{1,5})?";

    public ConsoleSettings {
        proxyAddress = List.copyOf(proxyAddress);
    }

    /// The address for people outside, if known.
    public Optional<WebAddress> address() {
        return publicName
                .map(names -> names.split(",", -1)[0].strip())
                .flatMap(name -> WebAddress.parse("https://" + name + "/"));
    }

    /// Refuses settings that would let anyone in.
    @Override
    public void check(BiConsumer<String, String> refuse) {
        if (!isOn()) {
            return;
        }
        if (proxyHeader.isPresent() && passwordHash.isPresent()) {
            refuse.accept(
                    "proxy-header",
                    "cannot be combined with console.password-hash, because the proxy signs users in: remove one of"
                            + " the two");
        }
        if (!isLoopback() && passwordHash.isEmpty() && proxyHeader.isEmpty()) {
            refuse.accept(
                    "host",
                    "on this address anyone could use the console: set console.password-hash, or console.proxy-header"
                            + " behind a proxy that signs users in; or keep " + LOOPBACK);
        }
        if (!isLoopback() && proxyHeader.isPresent() && proxyAddress.isEmpty()) {
            refuse.accept(
                    "proxy-header",
                    "on this address anyone could pretend to be the proxy: set console.proxy-address to the address or"
                            + " the network of the proxy");
        }
    }

    public boolean isOn() {
        return port != 0;
    }

    /// The addresses of trusted proxies; headers from other addresses are ignored.
    public List<IpNetwork> proxies() {
        return proxyAddress.isEmpty() && proxyHeader.isPresent() ? IpNetwork.LOOPBACK : proxyAddress;
    }

    public List<String> publicNames() {
        return publicName.stream()
                .flatMap(names -> Stream.of(names.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    /// Whether the server is only reachable from this machine.
    public boolean isLoopback() {
        return IpNetwork.isLoopback(host);
    }
}
