package digestbot.config;

import digestbot.api.push.PushToken;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.console.EffectiveSetting;
import digestbot.console.signin.ConsoleSettings;
import digestbot.content.views.TopicStyles;
import digestbot.database.DatabaseLocation;
import digestbot.delivery.api.PlatformLimits;
import digestbot.digest.parser.DigestRules;
import digestbot.discord.DiscordSettings;
import digestbot.library.archive.FileContent.ContentHash;
import digestbot.library.git.GitSettings;
import digestbot.library.intake.HoldPolicy;
import digestbot.site.SiteSettings;
import digestbot.telegram.TelegramSettings;
import digestbot.webhook.WebhookSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All settings of an owner; `config/digestbot.yaml` explains the keys.
///
/// @param telegram empty if there is no token (platform off)
/// @param discord empty if there is no token (platform off)
/// @param lateAfterHours the hours after which a digest counts as late; 0: never
/// @param forgetAfterDays the days of inactivity after which an unreachable chat is deleted; 0:
///     never
/// @param console empty if the console is off
/// @param settings the effective value of each key, in reading order
public record Config(
        Path digests,
        DatabaseLocation database,
        String node,
        Optional<TelegramConnectionSettings> telegram,
        Optional<DiscordSettings> discord,
        OwnerIds owners,
        TopicSettings topics,
        LibrarySettings library,
        Optional<GitSettings> git,
        List<PushToken> pushTokens,
        DeliverySettings delivery,
        BackupSettings backup,
        int lateAfterHours,
        int forgetAfterDays,
        List<WebhookSettings> webhooks,
        Optional<ConsoleSettings> console,
        SiteSettings site,
        List<EffectiveSetting> settings) {

    /// The beginnings of the keys that may differ between nodes.
    private static final List<String> NODE_SETTINGS =
            List.of("node-name", "digests", "console.", "site.port", "site.host", "backup.");

    /// The beginnings of the keys whose values a copy with another database keeps.
    private static final List<String> KEPT_SETTINGS =
            List.of("topics.", "outlets.", "library.", "delivery.", "alarms.", "subscribers.");

    public Config {
        pushTokens = List.copyOf(pushTokens);
        webhooks = List.copyOf(webhooks);
        settings = List.copyOf(settings);
    }

    /// The settings that a copy with another database keeps, and its own two.
    public List<EffectiveSetting> settingsWith(Path otherDigests, DatabaseLocation otherDatabase) {
        return Stream.concat(
                        Stream.of(
                                new EffectiveSetting("digests", otherDigests.toString(), false),
                                new EffectiveSetting("database", otherDatabase.toString(), false)),
                        settings.stream()
                                .filter(setting -> KEPT_SETTINGS.stream().anyMatch(setting.path()::startsWith)))
                .toList();
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
        return new DigestRules(
                topics.ordered(),
                library.emptyPoints(),
                topics.outlets(),
                () -> LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault()));
    }

    public Set<Platform> platforms() {
        return Stream.concat(telegram.map(_ -> Platform.TELEGRAM).stream(), discord.map(_ -> Platform.DISCORD).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The configured additions to topics and outlets.
    ///
    /// @param names the names that replace those from the digests, by the topic's id in lower case
    /// @param ordered the topics, in lower case, whose source lists are in the order of the
    ///     perspectives
    /// @param outlets the names of outlets, by the keys of all their spellings
    public record TopicSettings(
            TopicStyles styles, Map<String, String> names, Set<String> ordered, Map<String, String> outlets) {
        public TopicSettings {
            outlets = Map.copyOf(outlets);
            ordered = Set.copyOf(ordered);
            names = Map.copyOf(names);
        }
    }

    public record TelegramConnectionSettings(TelegramSettings settings, PlatformLimits limits) {

        public static final PlatformLimits PUBLIC_LIMITS = new PlatformLimits(30, 1, 20);
    }

    /// User ids.
    public record OwnerIds(List<Long> telegram, List<Long> discord) {
        public OwnerIds {
            telegram = List.copyOf(telegram);
            discord = List.copyOf(discord);
        }

        /// Without names.
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
    /// @param scanIntervalSeconds the time between scans of the folder
    /// @param emptyPoints the sentences with which a perspective says that it has no articles
    public record LibrarySettings(
            int maxFileBytes, int firstStartDays, int scanIntervalSeconds, List<String> emptyPoints) {
        public LibrarySettings {
            emptyPoints = List.copyOf(emptyPoints);
        }
    }

    /// At most so many requests to a platform are in flight.
    public record DeliverySettings(int inFlight, HoldPolicy holdPolicy) {}

    /// The settings of backups.
    ///
    /// @param folder empty for `backups` beside the database
    /// @param keep the number of nightly backups to keep; 0 to make none
    /// @param time the time of the nightly backup, in this machine's time zone
    public record BackupSettings(Optional<Path> folder, int keep, LocalTime time) {}
}
