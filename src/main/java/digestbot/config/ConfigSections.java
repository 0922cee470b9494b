package digestbot.config;

import digestbot.api.push.PushSecret;
import digestbot.api.push.PushToken;
import digestbot.console.signin.ConsoleSettings;
import digestbot.console.signin.ConsoleSettings.Authentication;
import digestbot.console.signin.Passwords;
import digestbot.content.views.TopicStyles;
import digestbot.content.views.TopicStyles.OutletLabel;
import digestbot.digest.OutletKind;
import digestbot.digest.Outlets;
import digestbot.library.git.GitAddress;
import digestbot.library.git.GitSettings;
import digestbot.markdown.TextCleaner;
import digestbot.site.SiteSettings;
import digestbot.site.SiteSettings.LinkPolicy;
import digestbot.web.IpNetwork;
import digestbot.webhook.EventType;
import digestbot.webhook.WebhookFormat;
import digestbot.webhook.WebhookSettings;
import digestbot.webhook.WebhookSettings.WebhookSecret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class ConfigSections {

    private static final int MAX_NOTE_LENGTH = 80;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private static final String LOOPBACK = "127.0.0.1";
    private static final int PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;

    private static final String NAME = "[A-Za-z0-9.-]+(:\\d{1,5})?";

    private static final String SITE_ADDRESS =
            "an address that begins with http:// or https://, without user name, query and fragment";

    private static final String PAGES =
            "an address with {day}, such as https://news.example.org/{topic}/{day}/, whose host has a dot";

    private static final String GIT_FOLDER = "git";
    private static final String TOKEN = "token";
    private static final String TOKEN_NAME = "at most 64 letters, digits and . _ -";
    private static final int MINUTES = 5;
    private static final int MOST_MINUTES = 1_440;

    private static final String URL = "url";
    private static final String SECRET = "secret";
    private static final String FORMAT = "format";
    private static final String EVENTS = "events";
    private static final String WEBHOOK_NAME = "name";

    private ConfigSections() {}

    private static Stream<String> each(String names) {
        return Stream.of(names.split(",", -1)).map(String::strip);
    }

    /// Empty if the console is off.
    static Optional<ConsoleSettings> console(YamlSection section) {
        int port = section.number("port", PORT, 0, HIGHEST_PORT);
        String host = section.text("host", LOOPBACK);
        String hashText = section.secret("password-hash");
        if (!hashText.isEmpty() && !Passwords.isHash(hashText)) {
            section.refuse(
                    "password-hash",
                    "not a hash; “digestbot hash-password” prints one (the value is hidden, as it may be the password)");
        }
        Optional<String> hash = Optional.of(hashText).filter(Passwords::isHash);
        Optional<String> header = section.matching("proxy-header", "the name of an HTTP header", "[A-Za-z0-9-]+");
        List<IpNetwork> proxies = section.list(
                "proxy-address", "an address such as 10.0.0.5, or a network such as 172.18.0.0/16", IpNetwork::parse);
        Optional<String> names = section.matching(
                "public-name",
                "a host name such as news.example.org, with its port if needed; separate several by commas",
                NAME + "( *, *" + NAME + ")*");
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
                names.stream().flatMap(ConfigSections::each).toList()));
    }

    private static Authentication authentication(Optional<String> hash, Optional<String> header) {
        return header.<Authentication>map(Authentication.Proxy::new)
                .or(() -> hash.map(Authentication.Password::new))
                .orElseGet(Authentication.NoAuthentication::new);
    }

    static SiteSettings site(YamlSection section) {
        SiteSettings defaults = SiteSettings.OFF;
        return new SiteSettings(
                section.convert("url", "", SITE_ADDRESS, ConfigSections::siteAddress),
                section.text("host", defaults.host()),
                section.number("port", defaults.port(), 0, HIGHEST_PORT),
                section.text("name", defaults.name()),
                section.list(
                        "proxy-address",
                        "an address such as 10.0.0.5, or a network such as 172.18.0.0/16",
                        IpNetwork::parse),
                section.choice("links", defaults.links(), LinkPolicy.values(), LinkPolicy::id),
                section.convert(
                        "pages",
                        "",
                        PAGES,
                        text -> SiteSettings.page(text, "topic", "2026-02-05").map(_ -> text)));
    }

    private static boolean isWeb(URI uri) {
        return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
    }

    private static Optional<URI> siteAddress(String text) {
        URI uri = URI.create(text.replaceFirst("/+$", ""));
        boolean isPlain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        boolean isCanonical = uri.equals(uri.normalize())
                && (uri.getRawPath() == null || !uri.getRawPath().contains("//"));
        return isWeb(uri) && isPlain && isCanonical ? Optional.of(uri) : Optional.empty();
    }

    record Sources(Optional<GitSettings> git, List<PushToken> pushTokens) {}

    static Sources sources(YamlSection section) {
        return new Sources(section.section("git", ConfigSections::git), pushTokens(section));
    }

    private static List<PushToken> pushTokens(YamlSection sources) {
        List<PushToken> tokens = new ArrayList<>();
        for (YamlSection section : sources.listedSections("push")) {
            Optional<String> name = section.convert("name", "", TOKEN_NAME, ConfigSections::tokenName);
            Optional<String> hash = section.hidden(
                    TOKEN, "a token or its hash, as “digestbot token” prints them", ConfigSections::hash);
            List<String> topics = section.list(
                    "topics", "ids of topics", text -> tokenName(text).map(id -> id.toLowerCase(Locale.ROOT)));
            section.reportUnknownKeys();
            if (name.isPresent() && section.isEmpty(TOKEN)) {
                section.refuse(TOKEN, "is missing; make one with: digestbot token");
            }
            if (name.isPresent() && hash.isPresent()) {
                tokens.add(new PushToken(name.get(), hash.get(), Set.copyOf(topics)));
            }
        }
        return tokens;
    }

    private static Optional<String> tokenName(String text) {
        return Optional.of(text).filter(PushToken::isName);
    }

    private static Optional<String> hash(String text) {
        return PushSecret.of(text)
                .map(PushSecret::hash)
                .or(() -> Optional.of(text).filter(PushSecret::isHash));
    }

    private static Optional<GitSettings> git(YamlSection section) {
        Optional<GitAddress> address = section.convert("url", "", GitAddress.FORMS, GitAddress::parse);
        Optional<String> branch = section.convert(
                "branch", "", "the name of a branch", text -> Optional.of(text).filter(GitSettings::isBranch));
        String folder = section.convert(
                        "folder",
                        GIT_FOLDER,
                        "the name of a folder, of letters, digits, `-`, `_` and `.`, a letter or digit first",
                        text -> Optional.of(text).filter(GitSettings::isName))
                .orElse(GIT_FOLDER);
        Optional<String> repositoryFolder = section.convert(
                "repository-folder",
                "",
                "the path of a folder in the repository, such as digests",
                text -> Optional.of(text).filter(GitSettings::isPath));
        int minutes = section.number("every", MINUTES, 1, MOST_MINUTES);
        return address.map(
                found -> new GitSettings(found, branch, folder, repositoryFolder, Duration.ofMinutes(minutes)));
    }

    static List<WebhookSettings> webhooks(YamlSection root) {
        List<WebhookSettings> webhooks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlSection section : root.listedSections("webhooks")) {
            Optional<WebhookSettings> webhook = webhook(section);
            section.reportUnknownKeys();
            webhook.ifPresent(webhooks::add);
            webhook.filter(read -> !names.add(read.name().toLowerCase(Locale.ROOT)))
                    .ifPresent(read -> section.refuse(
                            WEBHOOK_NAME,
                            "another webhook is called “%s”; give each a name of its own".formatted(read.name())));
        }
        return List.copyOf(webhooks);
    }

    private static Optional<WebhookSettings> webhook(YamlSection section) {
        Optional<URI> url = section.hidden(URL, "an address that begins with http:// or https://", ConfigSections::url);
        Optional<WebhookSecret> secret = secret(section);
        Set<EventType> events = events(section);
        WebhookFormat format = section.choice(FORMAT, WebhookFormat.JSON, WebhookFormat.values(), WebhookFormat::id);
        Optional<String> name = section.matching(
                WEBHOOK_NAME, "at most 60 letters, digits and . _ -", "[A-Za-z0-9][A-Za-z0-9._-]{0,59}");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        boolean isJson = section.written(FORMAT)
                .filter(text -> !text.equals(WebhookFormat.JSON.id()))
                .isEmpty();
        if (isJson && section.isEmpty(SECRET)) {
            section.refuse(SECRET, "is missing; make one with: echo whsec_$(openssl rand -base64 24)");
        }
        if (url.filter(address -> !format.accepts(address)).isPresent()) {
            section.refuse(URL, "has no topic; an address of ntfy ends with it, such as https://ntfy.sh/topic");
            return Optional.empty();
        }
        return url.map(address -> new WebhookSettings(name.orElse(address.getHost()), address, secret, events, format));
    }

    private static Optional<URI> url(String text) {
        URI uri = URI.create(text);
        boolean valid = Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null;
        return valid ? Optional.of(uri) : Optional.empty();
    }

    private static Optional<WebhookSecret> secret(YamlSection section) {
        String text = section.secret(SECRET);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new WebhookSecret(text));
        } catch (IllegalArgumentException e) {
            section.refuse(
                    SECRET,
                    "not a secret, because %s; make one with: echo whsec_$(openssl rand -base64 24) (the value is hidden)"
                            .formatted(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Set<EventType> events(YamlSection section) {
        String allowed = EventType.configurable().stream().map(EventType::id).collect(Collectors.joining(", "));
        List<EventType> events = section.list(
                EVENTS, "any of " + allowed, text -> EventType.find(text).filter(EventType.configurable()::contains));
        return events.isEmpty() ? Set.copyOf(EventType.configurable()) : Set.copyOf(events);
    }

    static Config.TopicSettings topics(YamlSection topics, YamlSection outlets) {
        Map<String, TopicStyles.TopicStyle> styles = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        Set<String> ordered = new HashSet<>();
        Map<String, String> spellings = new HashMap<>();
        topics.sections().forEach((id, section) -> {
            String emoji = section.text("emoji", "");
            String name = section.text("name", "").strip();
            if (!name.isEmpty()) {
                names.put(id.toLowerCase(Locale.ROOT), name);
            }
            section.matching("source-order", "perspectives, or empty", "perspectives")
                    .ifPresent(_ -> ordered.add(id.toLowerCase(Locale.ROOT)));
            styles.put(id, new TopicStyles.TopicStyle(emoji, perspectives(section)));
            section.reportUnknownKeys();
        });
        Map<String, OutletLabel> labels = new HashMap<>();
        outlets.sections().forEach((name, section) -> {
            labels.put(Outlets.key(name), label(section));
            List<String> others = section.list("also", "a name of the outlet", Optional::of);
            Stream.concat(Stream.of(name), others.stream()).forEach(spelling -> {
                String other = spellings.putIfAbsent(Outlets.key(spelling), name);
                if (other != null && !other.equals(name)) {
                    outlets.refuse(name, "“%s” is the outlet “%s”; name it once".formatted(spelling, other));
                }
            });
            section.reportUnknownKeys();
        });
        return new Config.TopicSettings(new TopicStyles(styles, labels), names, ordered, spellings);
    }

    private static Map<String, TopicStyles.PerspectiveStyleConfig> perspectives(YamlSection section) {
        Map<String, TopicStyles.PerspectiveStyleConfig> perspectives = new HashMap<>();
        section.section("perspectives")
                .sections()
                .forEach((id, perspective) -> perspectives.put(id, perspective(perspective)));
        return perspectives;
    }

    private static TopicStyles.PerspectiveStyleConfig perspective(YamlSection section) {
        Optional<Integer> colour = section.convert(
                "colour",
                "",
                "a colour in quotes such as \"#3b6fb6\"",
                text -> text.matches("#[0-9a-fA-F]{6}")
                        ? Optional.of(Integer.parseInt(text.substring(1), 16))
                        : Optional.empty());
        var config = new TopicStyles.PerspectiveStyleConfig(
                section.optionalText("emoji"),
                colour.map(OptionalInt::of).orElse(OptionalInt.empty()),
                section.optionalText("short"));
        section.reportUnknownKeys();
        return config;
    }

    private static OutletLabel label(YamlSection section) {
        Optional<String> country = section.convert(
                "country",
                "",
                "the two letters of a country, such as CN",
                text -> Optional.of(text.toUpperCase(Locale.ROOT)).filter(COUNTRIES::contains));
        Optional<OutletKind> kind = section.convert("kind", "", "public, state or private", OutletKind::of);
        Optional<String> note = section.convert(
                "note",
                "",
                "at most " + MAX_NOTE_LENGTH + " characters",
                text -> Optional.of(TextCleaner.line(text)).filter(line -> line.length() <= MAX_NOTE_LENGTH));
        return new OutletLabel(country.orElse(""), kind, note.orElse(""));
    }
}
