package digestbot.console;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.broadcast.BroadcastService;
import digestbot.config.EffectiveSetting;
import digestbot.console.Metrics.BotInfo;
import digestbot.content.Content;
import digestbot.content.views.DigestContentBuilder;
import digestbot.database.Database;
import digestbot.database.MaintenanceTime;
import digestbot.delivery.rendering.RevisionMessages.WebPageFinder;
import digestbot.delivery.sending.SendCounters.SendStatistics;
import digestbot.library.archive.DigestReview;
import digestbot.library.archive.Library;
import digestbot.library.archive.Withdrawals;
import digestbot.ops.health.Readiness;
import digestbot.writing.WriteSettings;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// The data and services that the console uses.
///
/// @param owners the people who get a broadcast as a test
/// @param settings the configuration as it was loaded
/// @param written the settings of topics that are written from feeds, by the topic's id
public record ConsoleServices(
        Database database,
        Library library,
        BotInfo bot,
        Readiness readiness,
        Attention attention,
        Metrics metrics,
        Map<Platform, SendStatistics> sending,
        NightlyJobs nightly,
        DigestServices digests,
        BroadcastService broadcasts,
        List<Person> owners,
        List<EffectiveSetting> settings,
        Map<String, WriteSettings> written) {

    /// The jobs that run at night.
    ///
    /// @param backup true if there is a nightly backup
    public record NightlyJobs(MaintenanceTime time, boolean backup) {}

    /// The services that show digests and decide about them.
    ///
    /// @param messages cuts content into a platform's messages
    public record DigestServices(
            DigestContentBuilder views,
            WebPageFinder webPages,
            DigestReview held,
            Withdrawals withdrawals,
            BiFunction<Platform, Content, List<Content>> messages) {}
}
