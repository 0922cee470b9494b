package digestbot.config;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.GivenTime;
import digestbot.api.push.PushToken;
import digestbot.api.push.PushToken.PushSecret;
import digestbot.app.Config;
import digestbot.console.signin.Passwords;
import digestbot.content.views.StyleRegistry.OutletLabel;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.delivery.api.PlatformLimits;
import digestbot.digest.Diagnostic;
import digestbot.digest.OutletKind;
import digestbot.discord.DiscordSettings;
import digestbot.library.git.GitAddress;
import digestbot.library.git.GitSettings;
import digestbot.site.SiteSettings;
import digestbot.telegram.TelegramSettings;
import digestbot.trial.TrialSettings;
import digestbot.web.IpNetwork;
import digestbot.webhook.EventType;
import digestbot.webhook.WebhookFormat;
import digestbot.webhook.WebhookSettings;
import digestbot.webhook.WebhookSettings.WebhookSecret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

    private static final String HASH = Passwords.hash("correct horse");

    private static final String SIGNS = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final PushSecret PUSH = PushSecret.random();

    private final Map<String, String> environment =
            Map.of("BOT", "123:SECRET-config", "WHERE", "news", "SIGNS", SIGNS, "PUSH", PUSH.reveal());

    @Test
    void anEmptyFileAndTheOneThatIsShippedGiveTheDefaults() {
        Config config = loaded("");
        assertThat(config.digests()).isEqualTo(Path.of("digests"));
        assertThat(config.database()).isEqualTo(new SqliteLocation(Path.of("data/digestbot.sqlite")));
        assertThat(config.telegram()).isEmpty();
        assertThat(config.discord()).isEmpty();
        assertThat(config.library()).isEqualTo(new Config.LibrarySettings(2));
        Config shipped = TestConfig.loaded(Config.reader(Map.of()).read(Path.of("config/digestbot.yaml")));
        assertThat(shipped)
                .usingRecursiveComparison()
                .ignoringFields("topics", "outlets", "settings")
                .isEqualTo(loaded(""));
        assertThat(shipped.styles().topic("us-china").perspectives())
                .hasEntrySatisfying("us", us -> assertThat(us.emoji()).contains("🇺🇸"))
                .hasEntrySatisfying("china", china -> assertThat(china.colour()).hasValue(0xb8443a));
        assertThat(shipped.topicNames()).isEmpty();
    }

    @Test
    void namesWhatIsMissingButAServersBackups() {
        String owner = "owners: {telegram: [1]}\n";
        assertThat(loaded("").missing()).singleElement().asString().contains("No owners configured:");
        assertThat(loaded(owner).missing()).isEmpty();
        assertThat(loaded(owner + "backup: {keep: 0}").missing())
                .singleElement()
                .asString()
                .contains("No backups:");
        assertThat(loaded(owner + "backup: {keep: 0}\ndatabase: postgresql://bot@localhost/bot")
                        .missing())
                .isEmpty();
    }

    @Test
    void readsWhatTopicsAreCalled() {
        Config config = loaded("""
                topics:
                  US-China: {name: " Pacific "}
                  trade: {emoji: 📦, name: ""}
                """);
        assertThat(config.topicNames()).containsExactly(Map.entry("us-china", "Pacific"));
    }

    @Test
    void readsTheLabelsOfOutlets() {
        Config config = loaded("""
                outlets:
                  "Post, The": {also: [post.example, 邮报], country: us, kind: private, note: " Founded  in 1900 "}
                  长江日报: {kind: state}
                  undecided:
                """);
        assertThat(config.styles().outlets())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "post,the",
                        new OutletLabel("US", Optional.of(OutletKind.PRIVATE), "Founded in 1900"),
                        "长江日报",
                        new OutletLabel("", Optional.of(OutletKind.STATE), ""),
                        "undecided",
                        OutletLabel.NONE));
        assertThat(config.digestRules(GivenTime.CLOCK).outlets())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "post,the", "Post, The",
                        "post.example", "Post, The",
                        "邮报", "Post, The",
                        "长江日报", "长江日报",
                        "undecided", "undecided"));
    }

    @Test
    void tellsWhatEachKeyCameToButNoSecret() {
        List<EffectiveSetting> settings = loaded("""
                digests: ${WHERE}/in
                telegram: {token: "${BOT}", api-url: "https://somebody:secret@example.org"}
                owners: {telegram: [1, 2]}
                """).settings();
        assertThat(settings)
                .contains(
                        new EffectiveSetting("digests", "news/in", false),
                        new EffectiveSetting("database", "data/digestbot.sqlite", true),
                        new EffectiveSetting("telegram.token", "set (hidden)", false),
                        new EffectiveSetting("telegram.api-url", "https://…@example.org", false),
                        new EffectiveSetting("discord.token", "", true),
                        new EffectiveSetting("owners.telegram", "2 (hidden)", false),
                        new EffectiveSetting("owners.discord", "", true),
                        new EffectiveSetting("library.first-start-days", "2", true));
        assertThat(settings.toString()).doesNotContain("SECRET-config");
    }

    @Test
    void readsTheRepositoryOfDigests() {
        assertThat(loaded("sources: {git: {branch: x}}").sources().git()).isEmpty();
        Config config = loaded("""
                sources:
                  git: {url: "https://robot:${BOT}@git.example.org/x.git", branch: out, repository-folder: a/b, every: 7}
                """);
        assertThat(config.sources().git())
                .hasValue(new GitSettings(
                        GitAddress.parse("https://robot:123%3ASECRET-config@git.example.org/x.git")
                                .orElseThrow(),
                        Optional.of("out"),
                        "git",
                        Optional.of("a/b"),
                        Duration.ofMinutes(7)));
        assertThat(config.toString()).doesNotContain("SECRET-config");
        assertThat(config.settings())
                .contains(new EffectiveSetting("sources.git.url", "https://…@git.example.org/x.git", false));
    }

    @Test
    void takesVariablesFromTheEnvironment() {
        Config config = loaded("""
                digests: ${WHERE}/in
                database: ${ELSEWHERE:here.sqlite}
                telegram:
                  token: ${BOT}
                """);
        assertThat(config.digests()).isEqualTo(Path.of("news/in"));
        assertThat(config.database()).isEqualTo(new SqliteLocation(Path.of("here.sqlite")));
        assertThat(config.telegram().orElseThrow().token().reveal()).isEqualTo("123:SECRET-config");
    }

    @Test
    void aCopyWithAnotherDatabaseShowsItsOwnSettings() {
        Config config = TestConfig.loaded(Config.reader(Map.of()).parse("""
                digests: mine
                database: mine.sqlite
                telegram: {token: '1:mine'}
                delivery: {hold: always}
                topics: {t: {write: {at: '04:00', perspectives: {a: {name: mine, feeds: ['https://mine.example']}, b: {name: b, feeds: ['https://b.example']}}}}}
                """));
        assertThat(TrialSettings.of(config, Path.of("other"), new SqliteLocation(Path.of("other.sqlite"))))
                .contains(
                        new EffectiveSetting("digests", "other", false),
                        new EffectiveSetting("database", "other.sqlite", false),
                        new EffectiveSetting("delivery.hold", "always", false))
                .noneMatch(setting -> setting.value().contains("04:00")
                        || setting.value().contains("mine")
                        || setting.path().startsWith("telegram."));
        assertThat(TrialSettings.topics(config).get("t").write()).isEmpty();
    }

    @Test
    void namesAServerWhosePasswordIsInTheEnvironmentAndNotInTheAddress() {
        Config config = TestConfig.loaded(
                Config.reader(Map.of("DATABASE_PASSWORD", "hush-hush")).parse("""
                database: postgresql://bot@db.example:5433/digests?sslmode=require
                database-password: ${DATABASE_PASSWORD}
                """));
        assertThat(config.database())
                .isEqualTo(new PostgresLocation("bot", "db.example:5433", "digests", "sslmode=require", "hush-hush"));
        assertThat(config.settings().toString()).contains("database-password").doesNotContain("hush");
        for (String password : List.of("hush-hush", "hush/hush")) {
            assertThat(refused("database: postgresql://bot:%s@db/digests".formatted(password)))
                    .singleElement()
                    .asString()
                    .contains("database: “postgresql://…@db/digests” is not allowed", "database-password")
                    .doesNotContain("hush");
        }
        Map<String, String> passwords = Map.of("DATABASE_PASSWORD", "hush-hush");
        assertThat(Config.database("postgresql://bot@db/digests", passwords))
                .contains(new PostgresLocation("bot", "db", "digests", "", "hush-hush"));
        assertThat(Config.database("data/bot.sqlite", passwords))
                .contains(new SqliteLocation(Path.of("data/bot.sqlite")));
        assertThat(Config.database("postgresql://bot:hush@db/digests", passwords))
                .isEmpty();
    }

    @Test
    void takesAVariableFromAFileWithoutTheLineEndAtItsEndAndKnowsWhichFileHoldsASecret(@TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "77:SECRET-file\r\n");
        Config config = TestConfig.loaded(
                Config.reader(Map.of("BOT_FILE", file.toString())).parse("telegram: {token: '${BOT}'}"));
        assertThat(config.telegram().orElseThrow().token().reveal()).isEqualTo("77:SECRET-file");
        assertThat(config.settings())
                .contains(new EffectiveSetting("telegram.token", "set (hidden)", false, Optional.of(file)));
        Path itself = Files.writeString(folder.resolve("digestbot.yaml"), "telegram: {token: '77:SECRET-file'}");
        assertThat(TestConfig.loaded(Config.reader(Map.of()).read(itself)).settings())
                .contains(new EffectiveSetting("telegram.token", "set (hidden)", false, Optional.of(itself)));
    }

    @Test
    void takesAVariableFromACredentialOfSystemdAndAnEmptyFileForAnEmptyValue(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("BOT"), "77:SECRET-file\n");
        var reader = Config.reader(Map.of("CREDENTIALS_DIRECTORY", folder.toString()));
        Config config = TestConfig.loaded(reader.parse("telegram: {token: '${BOT:}'}\ndiscord: {token: '${OTHER:}'}"));
        assertThat(config.telegram().orElseThrow().token().reveal()).isEqualTo("77:SECRET-file");
        assertThat(config.discord()).isEmpty();

        Path empty = Files.writeString(folder.resolve("token"), "\n");
        reader = Config.reader(Map.of("BOT", "", "BOT_FILE", empty.toString()));
        assertThat(TestConfig.loaded(reader.parse("telegram: {token: '${BOT:1:x}'}"))
                        .telegram())
                .isEmpty();
    }

    @Test
    void saysWhatIsWrongWithTheFileOfAVariableAndShowsNothingOfIt(@TempDir Path folder) throws IOException {
        Path large = Files.writeString(folder.resolve("large"), "SECRET".repeat(10_000));
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'S', 'E', 'C', 'R', 'E', 'T', (byte) 0xff});
        Path good = Files.writeString(folder.resolve("good"), "SECRET");
        Files.writeString(folder.resolve("BOT"), "SECRET");
        assertWrong(
                Map.of("BOT_FILE", folder + "/none"), "the file " + folder + "/none, which holds BOT, does not exist");
        assertWrong(
                Map.of("BOT_FILE", large + ""), "the file " + large + ", which holds BOT, is larger than 16,384 bytes");
        assertWrong(Map.of("BOT_FILE", binary + ""), "the file " + binary + ", which holds BOT, is not UTF-8");
        assertWrong(Map.of("BOT_FILE", folder + ""), "the file " + folder + ", which holds BOT, cannot be read");
        assertWrong(
                Map.of("BOT", "SECRET", "BOT_FILE", good + ""),
                "both the environment variable BOT and the environment variable BOT_FILE are set; keep one of the two");
        assertWrong(
                Map.of("CREDENTIALS_DIRECTORY", folder + "", "BOT", "SECRET"),
                "both the environment variable BOT and the credential " + folder + "/BOT are set; keep one of the two");
    }

    private static void assertWrong(Map<String, String> environment, String expected) {
        var result = (ConfigReader.ConfigResult.InvalidConfig<Config>)
                Config.reader(environment).parse("telegram:\n  token: ${BOT:}\n");
        assertThat(result.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.message())
                    .startsWith("telegram.token: " + expected)
                    .doesNotContain("SECRET");
        });
    }

    @Test
    void readsOwnersLimitsAndAddresses() {
        Config config = loaded("""
                owners: {telegram: [12, 34], discord: 56}
                telegram:
                  token: 5:abc
                  api-url: http://127.0.0.1:8081
                  paid-per-second: 1000
                discord:
                  token: xyz
                """);
        assertThat(config.owners()).isEqualTo(new Config.OwnerIds(List.of(12L, 34L), List.of(56L)));
        TelegramSettings telegram = config.telegram().orElseThrow();
        assertThat(telegram.apiUrl()).isEqualTo(URI.create("http://127.0.0.1:8081"));
        assertThat(telegram.limits()).isEqualTo(new PlatformLimits(30, 1, 20, 1_000));
        DiscordSettings discord = config.discord().orElseThrow();
        assertThat(discord.apiUrl()).isEqualTo(URI.create("https://discord.com/api/v10/"));
    }

    @Test
    void theAddressOfTheSiteIsThatOfAWebPage() {
        String addresses = "ftp://news.example.org¦news.example.org¦https://¦https://me@news.example.org"
                + "¦https://news.example.org/?a=b¦https://news.example.org/#a¦https://news.example.org/a/../b"
                + "¦https://news.example.org//a";
        assertThat(addresses.split("¦", -1)).allSatisfy(address -> {
            String shown = "“" + address.replace("me@", "…@") + "” is not allowed; expected an address that begins with"
                    + " http:// or https://, without user name";
            assertThat(refused("site: {url: '" + address + "'}"))
                    .containsExactly("1: site.url: " + shown + ", query and fragment");
        });
    }

    @Test
    void aTokenOfPushesIsGivenByItsHashOrByAVariable() {
        Config config = loaded("""
                sources:
                  push:
                    - {name: pipeline, token: "${PUSH}"}
                    - {name: other, token: '%s', topics: [Trade, energy]}
                    - {name: , token: }
                """.formatted(PUSH.hash()));
        assertThat(config.sources().push())
                .containsExactly(
                        new PushToken("pipeline", PUSH.hash(), Set.of()),
                        new PushToken("other", PUSH.hash(), Set.of("trade", "energy")));
        assertThat(config.toString()).doesNotContain(PUSH.reveal());
    }

    @Test
    void readsAListOfWebhooksAndHidesTheirAddresses() {
        Config config = loaded("""
                webhooks:
                  - url: https://example.org/in?key=hidden
                    secret: ${SIGNS}
                    events: [published, broadcast-done]
                  - {url: "http://127.0.0.1:8080/daily", name: phone, format: text}
                  - {url: "${WEBHOOK_URL:}", secret: "${SIGNS}"}
                """);
        assertThat(config.webhooks())
                .containsExactly(
                        new WebhookSettings(
                                "example.org",
                                URI.create("https://example.org/in?key=hidden"),
                                Optional.of(new WebhookSecret(SIGNS)),
                                Set.of(EventType.PUBLISHED, EventType.BROADCAST_DONE),
                                WebhookFormat.JSON),
                        new WebhookSettings(
                                "phone",
                                URI.create("http://127.0.0.1:8080/daily"),
                                Optional.empty(),
                                EnumSet.allOf(EventType.class),
                                WebhookFormat.TEXT));
        assertThat(config.settings())
                .filteredOn(setting -> setting.path().startsWith("webhooks"))
                .allSatisfy(setting -> assertThat(setting.value()).doesNotContain("hidden=", "key", "MfKQ"))
                .extracting(EffectiveSetting::path)
                .contains("webhooks[1].url", "webhooks[2].name");
        assertThat(config.toString()).doesNotContain("MfKQ", "key=hidden");
        assertThat(loaded("webhooks:\n").webhooks()).isEmpty();
        assertThat(loaded("webhooks: []\n").webhooks()).isEmpty();
    }

    @Test
    void messagesLinkToTheSiteAsItIsSet() {
        assertThat(loaded("").site().links()).isEqualTo(SiteSettings.LinkPolicy.SERVED);
        assertThat(loaded("site: {links: always}").site().links()).isEqualTo(SiteSettings.LinkPolicy.ALWAYS);
    }

    private static final String MISTAKES = """
            digest: x | digest: unknown key; did you mean “digests”?
            zebra: x | zebra: unknown key; known here: alarms, backup, console, database, database-password, delivery, digests, discord, library, node-name, outlets, owners, site, sources, subscribers, telegram, topics, webhooks
            site: {websub: {hub: 'https://example.org'}} | site.websub: was removed in 1.0.0; delete it
            telegram: {tokn: x} | telegram.tokn: unknown key; did you mean “token”?
            telegram: {paid-per-second: 30} | telegram.paid-per-second: “30” is not allowed; expected 0, or a whole number from 31 to 1,000
            sources: {git: {every: 0}} | sources.git.every: “0” is not allowed; expected a whole number from 1 to 1,440
            telegram: {api-url: 'ftp://x'} | telegram.api-url: “ftp://x” is not allowed; expected an address that begins with http:// or https://, without a path
            telegram: {api-url: 'http://x/bot'} | telegram.api-url: “http://x/bot” is not allowed; expected an address that begins with http:// or https://, without a path
            owners: {telegram: [me]} | owners.telegram: “me” is not allowed; expected a user ID, a whole number
            owners: {discord: [-5]} | owners.discord: “-5” is not allowed; expected a user ID, a whole number
            digests: ${NOWHERE} | digests: the environment variable NOWHERE is not set; set it, or write ${NOWHERE:default}
            digests: [a, b] | digests: expected a single value here, not a section
            telegram: on | telegram: expected keys below this one, such as “key: value”
            topics: {t: {perspectives: {u: {colour: red}}}} | topics.t.perspectives.u.colour: “red” is not allowed; expected a colour in quotes such as "#3b6fb6"
            topics: {Search: {name: Search}} | topics.Search: the bot uses this word itself; choose another id for the topic
            outlets: {Harbour Post: {country: USA}} | outlets.Harbour Post.country: “USA” is not allowed; expected the two letters of a country, such as CN
            outlets: {Harbour Post: {kind: State}} | outlets.Harbour Post.kind: “State” is not allowed; expected public, state or private
            outlets: {Harbour Post: {kin: state}} | outlets.Harbour Post.kin: unknown key; did you mean “kind”?
            outlets: {Harbour Post: us} | outlets.Harbour Post: expected keys below this one, such as “key: value”
            sources: {git: {branch: --upload-pack=x}} | sources.git.branch: “--upload-pack=x” is not allowed; expected the name of a branch
            sources: {git: {folder: ../x}} | sources.git.folder: “../x” is not allowed; expected the name of a folder, of letters, digits, `-`, `_` and `.`, a letter or digit first
            sources: {git: {repository-folder: /etc}} | sources.git.repository-folder: “/etc” is not allowed; expected the path of a folder in the repository, such as digests
            console: {host: 0.0.0.0} | console.host: on this address anyone could use the console: set console.password-hash, or console.proxy-header behind a proxy that signs users in; or keep 127.0.0.1
            console: {password-hash: secret} | console.password-hash: not a hash; “digestbot hash-password” prints one (the value is hidden, as it may be the password)
            console: {host: 0.0.0.0, proxy-header: X-Forwarded-User} | console.proxy-header: on this address anyone could pretend to be the proxy: set console.proxy-address to the address or the network of the proxy
            console: {proxy-address: [10.0.0.1, proxy.example]} | console.proxy-address: “proxy.example” is not allowed; expected an address such as 10.0.0.5, or a network such as 172.18.0.0/16
            console: {proxy-address: 10.0.0.0/33} | console.proxy-address: “10.0.0.0/33” is not allowed; expected an address such as 10.0.0.5, or a network such as 172.18.0.0/16
            site: {pages: 'https://a.example/{topic}/'} | site.pages: “https://a.example/{topic}/” is not allowed; expected an address with {day}, such as https://news.example.org/{topic}/{day}/, whose host has a dot
            site: {pages: 'https://a.example/{date}/{day}/'} | site.pages: “https://a.example/{date}/{day}/” is not allowed; expected an address with {day}, such as https://news.example.org/{topic}/{day}/, whose host has a dot
            site: {links: often} | site.links: “often” is not allowed; expected one of served, always, never
            outlets: {Harbour Post: {kind: state}, HARBOUR POST: {kind: state}} | outlets.HARBOUR POST: “HARBOUR POST” is the outlet “Harbour Post”; name it once
            outlets: {Harbour Post: {also: [post]}, Delta: {also: [POST, delta]}} | outlets.Delta: “POST” is the outlet “Harbour Post”; name it once
            outlets: {Delta: {also: [Harbour  Post]}, Harbour Post: {kind: state}} | outlets.Harbour Post: “Harbour Post” is the outlet “Delta”; name it once
            sources: {push: [{name: pipeline}]} | sources.push[1].token: is missing; make one with: digestbot token
            sources: {push: [{name: pipeline, token: x}]} | sources.push[1].token: not allowed; expected a token or its hash, as “digestbot token” prints them (the value is hidden)
            sources: {push: [{name: a b, token: '${PUSH}'}]} | sources.push[1].name: “a b” is not allowed; expected at most 64 letters, digits and . _ -
            sources: {push: [{name: a, token: '${PUSH}', topics: [a b]}]} | sources.push[1].topics: “a b” is not allowed; expected ids of topics
            webhooks: [{url: 'https://ntfy.sh/daily', format: nfty}] | webhooks[1].format: “nfty” is not allowed; expected one of json, text
            webhooks: [{url: 'ftp://example.org/key'}] | webhooks[1].url: not allowed; expected an address that begins with http:// or https:// (the value is hidden)
            webhooks: [{url: 'https://key@example.org/'}] | webhooks[1].url: not allowed; expected an address that begins with http:// or https:// (the value is hidden)
            webhooks: [{url: 'https://example.org'}] | webhooks[1].secret: is missing; make one with: echo whsec_$(openssl rand -base64 24)
            webhooks: [{url: 'https://example.org', secret: key}] | webhooks[1].secret: not a secret, because it does not begin with whsec_; make one with: echo whsec_$(openssl rand -base64 24) (the value is hidden)
            webhooks: [{url: 'https://example.org', secret: '${SIGNS}', events: [read]}] | webhooks[1].events: “read” is not allowed; expected any of published, corrected, withdrawn, held, late, broadcast-done
            webhooks: [{url: 'https://example.org', secret: '${SIGNS}', events: [test]}] | webhooks[1].events: “test” is not allowed; expected any of published, corrected, withdrawn, held, late, broadcast-done
            webhooks: [{url: 'https://example.org', format: text, name: 'a b'}] | webhooks[1].name: “a b” is not allowed; expected at most 60 letters, digits and . _ -
            webhooks: [{url: 'https://example.org', format: text, evnts: []}] | webhooks[1].evnts: unknown key; did you mean “events”?
            webhooks: [{url: 'https://example.org/1', format: text}, {url: 'https://example.org/2', format: text, name: Example.org}] | webhooks[2].name: another webhook is called “Example.org”; give each a name of its own
            webhooks: [{url: '${NOWHERE}'}] | webhooks[1].url: the environment variable NOWHERE is not set; set it, or write ${NOWHERE:default}
            """;

    @Test
    void saysWhatIsWrongAndWhatIsAllowed() {
        assertThat(MISTAKES.lines()).hasSize(48).allSatisfy(line -> {
            String[] mistake = line.split(" \\| ", 2);
            assertThat(refused(mistake[0])).as(mistake[0]).containsExactly("1: " + mistake[1]);
        });
        assertThat(refused("outlets: {Harbour Post: {note: %s}}".formatted("a".repeat(81))))
                .containsExactly("1: outlets.Harbour Post.note: “" + "a".repeat(81)
                        + "” is not allowed; expected at most 80 characters");
        assertThat(refused("sources: {git: {url: 'ext::sh -c //a:SECRET@b'}}"))
                .containsExactly("1: sources.git.url: “ext::sh -c //…@b” is not allowed; expected " + GitAddress.FORMS);
        assertThat(refused("console: {proxy-header: X-Forwarded-User, password-hash: %s}".formatted(HASH)))
                .containsExactly(
                        "1: console.proxy-header: cannot be combined with console.password-hash, because the proxy"
                                + " signs users in: remove one of the two");
    }

    @Test
    void reportsEveryMistakeWithItsLine() {
        assertThat(refused("""
                digests: digests
                telegram:
                  paid-per-second: -1
                delivery:
                  holdhours: 5
                """))
                .containsExactly(
                        "3: telegram.paid-per-second: “-1” is not allowed; expected 0, or a whole number from 31 to 1,000",
                        "5: delivery.holdhours: unknown key; did you mean “hold-hours”?");
    }

    record Renamed(
            @Key(
                    name = "pause",
                    was = {"wait", "sleep"},
                    def = "1")
            int pause) {}

    @Test
    void aKeyThatWasRenamedIsNamedWithItsSuccessor() {
        assertThat(new ConfigReader<>(Renamed.class, Map.of()).parse("sleep: 5\npaus: 5"))
                .isEqualTo(new ConfigReader.ConfigResult.InvalidConfig<Renamed>(List.of(
                        new Diagnostic(1, "sleep: unknown key; it is called “pause” now"),
                        new Diagnostic(2, "paus: unknown key; did you mean “pause”?"))));
    }

    @Test
    void believesAProxyOnThisMachineUnlessAnotherIsNamed() {
        assertThat(proxies("console: {proxy-header: X-Forwarded-User}"))
                .containsExactly("127.0.0.0/8", "0:0:0:0:0:0:0:1/128");
        assertThat(proxies("console: {proxy-header: X-Forwarded-User, proxy-address: 10.0.0.0/8}"))
                .containsExactly("10.0.0.0/8");
        assertThat(proxies(
                        "console: {host: 0.0.0.0, proxy-header: X-User, proxy-address: ['10.0.0.1', '2001:db8::/32']}"))
                .containsExactly("10.0.0.1/32", "2001:db8:0:0:0:0:0:0/32");
        assertThat(proxies("console: {password-hash: %s}".formatted(HASH))).isEmpty();
    }

    private List<String> proxies(String yaml) {
        return loaded(yaml).console().proxies().stream()
                .map(IpNetwork::toString)
                .toList();
    }

    @Test
    void refusesYamlThatIsNoPlainKeysAndValues() {
        assertThat(refused("digests: a\ndatabase: \u0007\n"))
                .containsExactly("2: has the character U+0007, which YAML does not allow: remove it");
        assertThat(refused("digests: &x a\ndatabase: *x\n"))
                .containsExactly("2: has the alias *x: write its value out");
        assertThat(refused("digests: a\n---\ndigests: b\n")).containsExactly("2: has two YAML documents: keep one");
        assertThat(refused("digests: a\ntopics: " + "{a: ".repeat(9) + "}".repeat(9)))
                .containsExactly("2: is nested more than 8 deep: flatten it");
        assertThat(refused("digests: a\n[database]: b\n"))
                .containsExactly("2: has a list or a mapping as a key: write a word");
        assertThat(refused("site: {port: 1,\n    port: 2}\n"))
                .containsExactly("2: site.port: duplicate key, first on line 1; keep one of the two");
        assertThat(refused("digests: a\nowners: [1\n").getFirst()).startsWith("2: is not valid YAML");
    }

    @Test
    void neverRepeatsATokenItDoesNotLike() {
        assertThat(String.join("\n", refused("telegram: {token: SECRET-no-colon}")))
                .startsWith("1: telegram.token: not a bot token")
                .doesNotContain("no-colon");
        assertThat(String.join("\n", refused("discord: {token: SECRET-with space}")))
                .startsWith("1: discord.token: a bot token has only letters")
                .doesNotContain("with space");
    }

    private Config loaded(String yaml) {
        return TestConfig.loaded(Config.reader(environment).parse(yaml));
    }

    private List<String> refused(String yaml) {
        return TestConfig.problems(Config.reader(environment).parse(yaml));
    }
}
