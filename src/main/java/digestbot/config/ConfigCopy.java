package digestbot.config;

import digestbot.api.push.PushToken;
import digestbot.console.EffectiveSetting;
import digestbot.console.signin.ConsoleSettings;
import digestbot.database.DatabaseLocation;
import digestbot.discord.DiscordSettings;
import digestbot.library.git.GitSettings;
import digestbot.site.SiteSettings;
import digestbot.webhook.WebhookSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The parts of a configuration, some of which are changed before they are one again: a record has many parts, and each
/// change of a few would name all others.
final class ConfigCopy {

    Path digests;
    DatabaseLocation database;
    String node;
    Optional<Config.TelegramConnectionSettings> telegram;
    Optional<DiscordSettings> discord;
    Config.OwnerIds owners;
    Config.TopicSettings topics;
    Config.LibrarySettings library;
    Optional<GitSettings> git;
    List<PushToken> pushTokens;
    Config.DeliverySettings delivery;
    Config.BackupSettings backup;
    Config.AlarmSettings alarms;
    Config.SubscriberSettings subscribers;
    List<WebhookSettings> webhooks;
    Optional<ConsoleSettings> console;
    SiteSettings site;
    List<EffectiveSetting> settings;

    ConfigCopy(Config config) {
        digests = config.digests();
        database = config.database();
        node = config.node();
        telegram = config.telegram();
        discord = config.discord();
        owners = config.owners();
        topics = config.topics();
        library = config.library();
        git = config.git();
        pushTokens = config.pushTokens();
        delivery = config.delivery();
        backup = config.backup();
        alarms = config.alarms();
        subscribers = config.subscribers();
        webhooks = config.webhooks();
        console = config.console();
        site = config.site();
        settings = config.settings();
    }

    Config config() {
        return new Config(
                digests,
                database,
                node,
                telegram,
                discord,
                owners,
                topics,
                library,
                git,
                pushTokens,
                delivery,
                backup,
                alarms,
                subscribers,
                webhooks,
                console,
                site,
                settings);
    }
}
