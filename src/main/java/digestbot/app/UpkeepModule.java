package digestbot.app;

import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.database.Erasure;
import digestbot.database.NightlyBackups;
import digestbot.database.NightlyHour;
import digestbot.delivery.upkeep.Pruning;
import digestbot.delivery.upkeep.SilentChats;
import digestbot.health.AlarmNotifier;
import digestbot.health.AlarmRules;
import digestbot.health.JobMonitor;
import digestbot.library.archive.Library;
import digestbot.library.archive.OverdueDigests;
import digestbot.library.archive.SearchIndexer;
import digestbot.notice.AdminNotices;
import digestbot.schedule.JobScheduler;
import digestbot.schedule.UpkeepJob;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;

/// The maintenance of the bot in the long run: backups, the removal of old data, and alarms.
final class UpkeepModule implements AutoCloseable {

    private static final Duration LONGEST_ALARM_ROUND = Duration.ofMinutes(10);

    private final NightlyBackups backups;
    private final Pruning pruning;
    private final SearchIndexer indexing;
    private final SilentChats silent;
    private final Erasure erasure;
    private final AlarmNotifier alarms;

    /// The parts of the bot that are maintained.
    ///
    /// @param jobs what is watched over
    record Around(Config config, Database database, Library library, JobMonitor jobs) {}

    UpkeepModule(Around around, OverdueDigests awaiting, AdminNotices notices, InstantSource clock) {
        Config config = around.config();
        Database database = around.database();
        Library library = around.library();
        ZoneId zone = ZoneId.systemDefault();
        NightlyHour night = new NightlyHour(config.backup().at(), zone);
        backups = new NightlyBackups(
                DatabaseFiles.backups(config, clock), config.backup().keep(), night, clock);
        pruning = new Pruning(database, night, clock);
        indexing = new SearchIndexer(database, library);
        silent = new SilentChats(database, config.subscribers().forgetAfterDays(), night, clock);
        erasure = new Erasure(database, night, clock);
        var judge = new AlarmRules(awaiting, backups::state, database.trouble()::current, around.jobs()::overdue, zone);
        alarms = new AlarmNotifier(database, library, notices, judge, clock);
    }

    void start(JobScheduler schedule) {
        UpkeepJob.start(schedule, indexing, backups, pruning, silent, erasure);
        schedule.every("alarms", Duration.ofMinutes(1), LONGEST_ALARM_ROUND, alarms::tend);
    }

    /// Stops long-running maintenance.
    @Override
    public void close() {
        indexing.close();
        pruning.close();
        silent.close();
    }
}
