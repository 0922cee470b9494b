package digestbot.config;

import digestbot.console.signin.Authentication;
import digestbot.console.signin.ConsoleSettings;
import digestbot.console.signin.Passwords;
import digestbot.web.IpNetwork;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The section of the configuration about the console.
final class ConsoleSection {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;

    private static final String NAME = "[A-Za-z0-9.-]+(:\\d{1,5})?";

    private ConsoleSection() {}

    private static Stream<String> each(String names) {
        return Stream.of(names.split(",", -1)).map(String::strip);
    }

    /// Reads the section; empty if the console is off.
    static Optional<ConsoleSettings> read(YamlSection section) {
        int port = section.number("port", PORT, 0, HIGHEST_PORT);
        String host = section.text("host", LOOPBACK);
        String hashText = section.secret("password-hash");
        if (!hashText.isEmpty() && !Passwords.isHash(hashText)) {
            section.refuse(
                    "password-hash",
                    "not a hash; “digestbot hash-password” prints one (the value is hidden, as it may be the password)");
        }
        Optional<String> hash = Optional.of(hashText).filter(Passwords::isHash);
        Optional<String> header = section.convert(
                "proxy-header",
                "",
                "the name of an HTTP header",
                text -> text.matches("[A-Za-z0-9-]+") ? Optional.of(text) : Optional.empty());
        List<IpNetwork> proxies = section.list(
                "proxy-address", "an address such as 10.0.0.5, or a network such as 172.18.0.0/16", IpNetwork::parse);
        Optional<String> names = section.convert(
                "public-name",
                "",
                "a host name such as news.example.org, with its port if needed; separate several by commas",
                text -> text.matches(NAME + "( *, *" + NAME + ")*") ? Optional.of(text) : Optional.empty());
        section.reportUnknownKeys();
        if (port == 0) {
            return Optional.empty();
        }
        if (header.isPresent() && !hashText.isEmpty()) {
            section.refuse(
                    "proxy-header",
                    "cannot be combined with console.password-hash, because the proxy signs users in: remove one of"
                            + " the two");
        }
        boolean loopback = ConsoleSettings.isLoopback(host);
        if (!loopback && hashText.isEmpty() && header.isEmpty()) {
            section.refuse(
                    "host",
                    "on this address anyone could use the console: set console.password-hash, or console.proxy-header"
                            + " behind a proxy that signs users in; or keep " + LOOPBACK);
        }
        if (!loopback && header.isPresent() && proxies.isEmpty()) {
            section.refuse(
                    "proxy-header",
                    "on this address anyone could pretend to be the proxy: set console.proxy-address to the address or"
                            + " the network of the proxy");
        }
        return Optional.of(new ConsoleSettings(
                host,
                port,
                authentication(hash, header),
                proxies.isEmpty() && header.isPresent() ? IpNetwork.LOOPBACK : proxies,
                names.stream().flatMap(ConsoleSection::each).toList()));
    }

    private static Authentication authentication(Optional<String> hash, Optional<String> header) {
        return header.<Authentication>map(Authentication.Proxy::new)
                .or(() -> hash.map(Authentication.Password::new))
                .orElseGet(Authentication.NoAuthentication::new);
    }
}
