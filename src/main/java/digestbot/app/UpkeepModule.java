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
    private final Database database;
    private final Library library;
    private final InstantSource clock;

    UpkeepModule(Config config, Database database, Library library, InstantSource clock) {
        this.database = database;
        this.library = library;
        this.clock = clock;
        NightlyHour night = new NightlyHour(config.backup().at(), ZoneId.systemDefault());
        backups = new NightlyBackups(
                DatabaseFiles.backups(config, clock), config.backup().keep(), night, clock);
        pruning = new Pruning(database, night, clock);
        indexing = new SearchIndexer(database, library);
        silent = new SilentChats(database, config.subscribers().forgetAfterDays(), night, clock);
        erasure = new Erasure(database, night, clock);
    }

    /// @param jobs the jobs whose alarms are raised
    void start(JobScheduler schedule, OverdueDigests awaiting, AdminNotices notices, JobMonitor jobs) {
        UpkeepJob.start(schedule, indexing, backups, pruning, silent, erasure);
        var rules = new AlarmRules(
                awaiting, backups::state, database.trouble()::current, jobs::overdue, ZoneId.systemDefault());
        var alarms = new AlarmNotifier(database, library, notices, rules, clock);
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
