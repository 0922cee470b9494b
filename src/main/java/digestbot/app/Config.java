package digestbot.app;

import digestbot.api.push.PushToken;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.config.CheckedSection;
import digestbot.config.ConfigReader;
import digestbot.config.EffectiveSetting;
import digestbot.config.Key;
import digestbot.config.VariableSubstitution;
import digestbot.console.signin.ConsoleSettings;
import digestbot.content.views.StyleRegistry;
import digestbot.content.views.StyleRegistry.OutletLabel;
import digestbot.content.views.StyleRegistry.PerspectiveStyleConfig;
import digestbot.content.views.StyleRegistry.TopicStyle;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.database.Transaction;
import digestbot.delivery.api.ApiToken;
import digestbot.digest.DigestKey;
import digestbot.digest.OutletKind;
import digestbot.digest.Outlets;
import digestbot.digest.parser.DigestRules;
import digestbot.discord.DiscordSettings;
import digestbot.i18n.Texts;
import digestbot.library.archive.FileContent.ContentHash;
import digestbot.library.archive.Library;
import digestbot.library.git.GitSettings;
import digestbot.library.intake.HoldPolicy;
import digestbot.markdown.TextCleaner;
import digestbot.ops.health.CheckFinding;
import digestbot.site.SiteSettings;
import digestbot.telegram.TelegramSettings;
import digestbot.webhook.WebhookSettings;
import digestbot.writing.TopicWriter;
import digestbot.writing.TopicWriter.WriterContext;
import digestbot.writing.WriteSettings;
import digestbot.writing.WritingStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All settings of an owner. `config/digestbot.yaml` explains the keys.
public record Config(
        @Key(def = "digests") Path digests,

        @Key(
                def = "data/digestbot.sqlite",
                expected = "a path, or postgresql://user@host:port/name (with the password in database-password)")
        DatabaseLocation database,

        @Key(hidden = true) Optional<ApiToken> databasePassword,

        @Key(
                name = "node-name",
                def = "",
                pattern = "[A-Za-z0-9._-]{0,60}",
                expected = "up to 60 letters, digits, dots, hyphens and underscores")
        String node,

        @Key Optional<TelegramSettings> telegram,
        @Key Optional<DiscordSettings> discord,
        @Key OwnerIds owners,
        @Key(each = "topic") Map<String, TopicSettings> topics,
        @Key(each = "outlet") Map<String, OutletSettings> outlets,
        @Key LibrarySettings library,
        @Key Sources sources,
        @Key DeliverySettings delivery,
        @Key BackupSettings backup,
        @Key Alarms alarms,
        @Key Subscribers subscribers,
        @Key List<WebhookSettings> webhooks,
        @Key ConsoleSettings console,
        @Key SiteSettings site,
        @Key List<EffectiveSetting> settings)
        implements CheckedSection {

    private static final String PASSWORD = "${DATABASE_PASSWORD:}";

    /// Prefixes of keys that may differ between nodes.
    private static final List<String> NODE_SETTINGS =
            List.of("node-name", "digests", "console.", "site.port", "site.host", "backup.");

    public Config {
        database = database.withPassword(databasePassword.map(ApiToken::reveal).orElse(""));
        node = node.isEmpty() ? hostName() : node;
        webhooks = List.copyOf(webhooks);
        settings = List.copyOf(settings);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "node";
        }
    }

    /// Reads files. Variables come from the environment.
    public static ConfigReader<Config> reader(Map<String, String> environment) {
        return new ConfigReader<>(Config.class, environment);
    }

    /// The database at an address or in a file, with the password from the configuration's default
    /// variable; empty if the text is malformed or the password cannot be read.
    public static Optional<DatabaseLocation> database(String text, Map<String, String> environment) {
        var variables = new VariableSubstitution(environment);
        return DatabaseLocation.parse(text)
                .filter(_ -> variables.problem(PASSWORD).isEmpty())
                .map(found -> found.withPassword(variables.expand(PASSWORD)));
    }

    @Override
    public void check(BiConsumer<String, String> refuse) {
        outletNames(refuse);
        topics.keySet().stream()
                .filter(DigestKey::isReserved)
                .forEach(topic -> refuse.accept(
                        "topics." + topic, "the bot uses this word itself; choose another id for the topic"));
        written().keySet().stream()
                .filter(topic -> !topic.matches(DigestKey.ID))
                .forEach(topic -> refuse.accept(
                        "topics." + topic, "a topic with “write” needs an id of letters, digits, - _ and ."));
        Set<String> names = new HashSet<>();
        for (int i = 0; i < webhooks.size(); i++) {
            if (!names.add(webhooks.get(i).key())) {
                refuse.accept(
                        "webhooks[%d].name".formatted(i + 1),
                        "another webhook is called “%s”; give each a name of its own"
                                .formatted(webhooks.get(i).name()));
            }
        }
    }

    /// Findings about settings that are missing but not required. A PostgreSQL server makes its own
    /// backups.
    public List<CheckFinding> missing() {
        List<CheckFinding> missing = new ArrayList<>();
        if (owners.persons().isEmpty()) {
            missing.add(CheckFinding.warning(
                    "No owners configured: nobody is notified of alarms and invalid files, or can send broadcasts",
                    "add your user IDs to owners.telegram and owners.discord"));
        }
        if (database instanceof SqliteLocation && backup.keep() == 0) {
            missing.add(CheckFinding.warning(
                    "No backups: the nightly backup is turned off", "set backup.keep to the number of copies to keep"));
        }
        return missing;
    }

    public String fingerprint() {
        String text = settings.stream()
                .filter(setting -> NODE_SETTINGS.stream().noneMatch(setting.path()::startsWith))
                .map(setting -> setting.path() + "=" + setting.value())
                .sorted()
                .collect(Collectors.joining("\n"));
        return ContentHash.of(text).hex().substring(0, 12);
    }

    public DigestRules digestRules(InstantSource clock) {
        Set<String> ordered = topics.entrySet().stream()
                .filter(topic -> topic.getValue().sourceOrder().isPresent())
                .map(topic -> topic.getKey().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return new DigestRules(
                ordered, outletNames(), () -> LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault()));
    }

    public Set<Platform> platforms() {
        return Stream.concat(telegram.map(_ -> Platform.TELEGRAM).stream(), discord.map(_ -> Platform.DISCORD).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public StyleRegistry styles() {
        Map<String, TopicStyle> styles = new HashMap<>();
        topics.forEach(
                (id, topic) -> styles.put(id, new TopicStyle(topic.emoji(), topic.blindSpots(), topic.perspectives())));
        Map<String, OutletLabel> labels = new HashMap<>();
        outlets.forEach(
                (name, outlet) -> labels.put(name, new OutletLabel(outlet.country(), outlet.kind(), outlet.note())));
        return new StyleRegistry(styles, labels);
    }

    /// The names that replace those in digests, by topic id in lower case.
    public Map<String, String> topicNames() {
        return topics.entrySet().stream()
                .filter(topic -> !topic.getValue().name().isBlank())
                .collect(Collectors.toUnmodifiableMap(
                        topic -> topic.getKey().toLowerCase(Locale.ROOT),
                        topic -> topic.getValue().name().strip()));
    }

    /// The settings of topics that are written from feeds, by topic id.
    public Map<String, WriteSettings> written() {
        Map<String, WriteSettings> written = new LinkedHashMap<>();
        topics.forEach((id, topic) -> topic.write().ifPresent(settings -> written.put(id, settings)));
        return written;
    }

    /// Facts for readers about how a topic's digests are written; nothing if the bot does not write
    /// them.
    ///
    /// @param after the day after which rejected points are counted
    public List<String> making(Transaction transaction, String topic, LocalDate after, Texts texts) {
        List<String> facts = new ArrayList<>();
        written().forEach((id, settings) -> {
            if (id.equalsIgnoreCase(topic)) {
                facts.addAll(settings.making(delivery.hold(), texts));
                settings.summary()
                        .map(_ -> new WritingStore().refused(transaction, id, after))
                        .ifPresent(refused -> facts.add(texts.format("site-refused", refused)));
            }
        });
        return facts;
    }

    public TopicWriter writer(Database storage, InstantSource clock) {
        return new TopicWriter(new WriterContext(
                digests,
                written(),
                topicNames(),
                outletNames(),
                new Library(digestRules(clock)).all(),
                storage,
                clock));
    }

    /// The names of outlets, by the keys of all their spellings.
    public Map<String, String> outletNames() {
        return outletNames((_, _) -> {});
    }

    private Map<String, String> outletNames(BiConsumer<String, String> refuse) {
        Map<String, String> names = new HashMap<>();
        outlets.forEach((name, outlet) -> Stream.concat(Stream.of(name), outlet.also().stream())
                .forEach(spelling -> {
                    String other = names.putIfAbsent(Outlets.key(spelling), name);
                    if (other != null && !other.equals(name)) {
                        refuse.accept(
                                "outlets." + name, "“%s” is the outlet “%s”; name it once".formatted(spelling, other));
                    }
                }));
        return names;
    }

    /// The configured additions to a topic.
    public record TopicSettings(
            @Key(def = "") String emoji,
            @Key(def = "") String name,

            @Key(pattern = "perspectives", expected = "perspectives, or empty")
            Optional<String> sourceOrder,

            @Key(def = "false", pattern = "true|false", expected = "true or false")
            boolean blindSpots,

            @Key(each = "perspective") Map<String, PerspectiveStyleConfig> perspectives,
            @Key Optional<WriteSettings> write) {}

    /// The configured facts about an outlet, and its other spellings.
    public record OutletSettings(
            @Key(def = "", parse = "country", expected = "the two letters of a country, such as CN")
            String country,

            @Key(expected = "public, state or private") Optional<OutletKind> kind,

            @Key(def = "", parse = "note", expected = "at most 80 characters")
            String note,

            @Key(expected = "a name of the outlet") List<String> also) {

        private static final int MAX_NOTE_LENGTH = 80;
        private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

        static Optional<String> country(String text) {
            return Optional.of(text.toUpperCase(Locale.ROOT))
                    .filter(code -> code.isEmpty() || COUNTRIES.contains(code));
        }

        static Optional<String> note(String text) {
            return Optional.of(TextCleaner.line(text)).filter(line -> line.length() <= MAX_NOTE_LENGTH);
        }
    }

    public record OwnerIds(
            @Key(hidden = true, min = 1, expected = "a user ID, a whole number")
            List<Long> telegram,

            @Key(hidden = true, min = 1, expected = "a user ID, a whole number")
            List<Long> discord) {
        public OwnerIds {
            telegram = List.copyOf(telegram);
            discord = List.copyOf(discord);
        }

        public Set<Person> persons() {
            return Stream.concat(
                            telegram.stream().map(id -> new Person(Platform.TELEGRAM, id, "")),
                            discord.stream().map(id -> new Person(Platform.DISCORD, id, "")))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /// The settings of the import of files.
    ///
    /// @param firstStartDays the number of days, including today, whose digests are sent when the
    ///     bot first starts
    public record LibrarySettings(
            @Key(def = "2", max = 100_000) int firstStartDays) {}

    /// Sources of digests other than the folder.
    public record Sources(
            @Key Optional<GitSettings> git, @Key List<PushToken> push) {
        public Sources {
            push = List.copyOf(push);
        }
    }

    /// The settings of the delivery of digests.
    ///
    /// @param holdHours the hours after which a held digest is published automatically; 0: never
    public record DeliverySettings(
            @Key(def = "never") HoldPolicy.HoldMode hold,

            @Key(def = "2", max = 240, unit = java.time.temporal.ChronoUnit.HOURS)
            Duration holdHours) {

        public HoldPolicy holdPolicy() {
            return new HoldPolicy(hold, holdHours);
        }
    }

    /// The settings of backups.
    ///
    /// @param folder empty for `backups` next to the database
    /// @param keep the number of nightly backups to keep; 0 to make none
    /// @param at the time of the nightly backup, in this machine's time zone
    public record BackupSettings(
            @Key Optional<Path> folder,
            @Key(def = "7", max = 1_000) int keep,
            @Key(def = "03:15") LocalTime at) {}

    /// The settings of notices to owners.
    ///
    /// @param lateHours the hours after which a digest counts as late; 0: never
    /// @param reportAt the local time of the daily report, or `never`
    public record Alarms(
            @Key(def = "2", max = 24) int lateHours,

            @Key(
                    def = "09:00",
                    pattern = "never|([01]\\d|2[0-3]):[0-5]\\d",
                    expected = "a time such as 09:00, or never")
            String reportAt) {

        Optional<LocalTime> report() {
            return Optional.of(reportAt).filter(time -> !time.equals("never")).map(LocalTime::parse);
        }
    }

    /// The days of inactivity after which an unreachable chat is deleted; 0: never.
    public record Subscribers(
            @Key(def = "180", max = 100_000) int forgetAfterDays) {}
}
