package digestbot.config;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.console.signin.ConsoleSettings;
import digestbot.content.views.TopicStyles;
import digestbot.delivery.api.PlatformLimits;
import digestbot.discord.DiscordSettings;
import digestbot.library.intake.HoldPolicy;
import digestbot.telegram.TelegramSettings;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything an operator can choose; see `config/digestbot.yaml` for the keys.
///
/// @param digests the watched folder
/// @param database the SQLite file
/// @param telegram empty if there is no token (platform off)
/// @param discord empty if there is no token: the platform is off
/// @param topics what the config adds to topics and sides
/// @param console empty: there is none
/// @param settings the effective value of each key, in reading order
public record Config(
        Path digests,
        Path database,
        Optional<Telegram> telegram,
        Optional<DiscordSettings> discord,
        Owners owners,
        Topics topics,
        Library library,
        Delivery delivery,
        Backup backup,
        Alarms alarms,
        Subscribers subscribers,
        Optional<ConsoleSettings> console,
        List<LoadedValue> settings) {

    public Config {
        settings = List.copyOf(settings);
    }

    /// This configuration with another folder and database, without backups and console.
    public Config with(Path otherDigests, Path otherDatabase) {
        return new Config(
                otherDigests,
                otherDatabase,
                telegram,
                discord,
                owners,
                topics,
                library,
                delivery,
                new Backup(Optional.empty(), 0, backup.at()),
                alarms,
                subscribers,
                Optional.empty(),
                settings);
    }

    /// The same with both platforms and other rules for the library.
    public Config with(Telegram otherTelegram, DiscordSettings otherDiscord, Library otherLibrary) {
        return new Config(
                digests,
                database,
                Optional.of(otherTelegram),
                Optional.of(otherDiscord),
                owners,
                topics,
                otherLibrary,
                delivery,
                backup,
                alarms,
                subscribers,
                console,
                settings);
    }

    /// The same with other owners.
    public Config with(Owners otherOwners) {
        return new Config(
                digests,
                database,
                telegram,
                discord,
                otherOwners,
                topics,
                library,
                delivery,
                backup,
                alarms,
                subscribers,
                console,
                settings);
    }

    /// The same, read from a file with these settings.
    Config with(List<LoadedValue> read) {
        return new Config(
                digests,
                database,
                telegram,
                discord,
                owners,
                topics,
                library,
                delivery,
                backup,
                alarms,
                subscribers,
                console,
                read);
    }

    /// The platforms that there are tokens for.
    public Set<Platform> platforms() {
        return Stream.concat(telegram.map(_ -> Platform.TELEGRAM).stream(), discord.map(_ -> Platform.DISCORD).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Additions to topics.
    ///
    /// @param names by the topic's id in lower case, instead of those that the digests give
    public record Topics(TopicStyles styles, Map<String, String> names) {
        public Topics {
            names = Map.copyOf(names);
        }
    }

    /// The settings for Telegram.
    ///
    /// @param limits what the platform permits
    public record Telegram(TelegramSettings settings, PlatformLimits limits) {

        /// The limits of Telegram's public server.
        public static final PlatformLimits PUBLIC_LIMITS = new PlatformLimits(30, 1, 20);
    }

    /// The persons who are told of problems.
    ///
    /// @param telegram user ids
    /// @param discord user ids
    public record Owners(List<Long> telegram, List<Long> discord) {
        public Owners {
            telegram = List.copyOf(telegram);
            discord = List.copyOf(discord);
        }

        /// The owners of both platforms, without names.
        public Set<Person> persons() {
            return Stream.concat(
                            telegram.stream().map(id -> new Person(Platform.TELEGRAM, id, "")),
                            discord.stream().map(id -> new Person(Platform.DISCORD, id, "")))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /// The settings of the import of files.
    ///
    /// @param maxFileBytes larger files are refused
    /// @param firstStartDays digests of so many days, today's included, are sent when the bot first starts
    /// @param lookEverySeconds how often the folder is looked at, whether or not the file system reports
    ///     changes
    public record Library(int maxFileBytes, int firstStartDays, int lookEverySeconds) {}

    /// The settings of deliveries.
    ///
    /// @param inFlight requests under way at once, per platform
    /// @param hold which digests wait for somebody to look at them
    public record Delivery(int inFlight, HoldPolicy hold) {}

    /// The settings of backups.
    ///
    /// @param folder empty: `backups` beside the database
    /// @param keep how many nights' backups are kept; 0: none are made
    /// @param at when, by this machine's clock
    public record Backup(Optional<Path> folder, int keep, LocalTime at) {}

    /// The settings of alarms.
    ///
    /// @param lateHours the delay in hours after which a digest counts as late; 0: never
    public record Alarms(int lateHours) {}

    /// The settings of the retention of chats.
    ///
    /// @param forgetAfterDays the inactivity in days after which an unreachable chat is deleted; 0:
    /// never
    public record Subscribers(int forgetAfterDays) {}
}
