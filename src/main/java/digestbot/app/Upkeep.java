package digestbot.app;

import digestbot.app.config.Config;
import digestbot.database.Database;
import digestbot.database.Erasure;
import digestbot.database.Night;
import digestbot.database.NightlyBackups;
import digestbot.delivery.AdminNotices;
import digestbot.delivery.Pruning;
import digestbot.delivery.SilentChats;
import digestbot.health.Alarms;
import digestbot.health.Jobs;
import digestbot.health.Judge;
import digestbot.library.Awaiting;
import digestbot.library.Indexing;
import digestbot.library.Library;
import digestbot.schedule.AlarmJob;
import digestbot.schedule.Schedule;
import digestbot.schedule.UpkeepJob;
import java.time.InstantSource;
import java.time.ZoneId;

/// What keeps the bot well in the long run: backups, the removal of what is done with, and alarms.
final class Upkeep implements AutoCloseable {

    private final NightlyBackups backups;
    private final Pruning pruning;
    private final Indexing indexing;
    private final SilentChats silent;
    private final Erasure erasure;
    private final Alarms alarms;

    /// What it works on.
    ///
    /// @param jobs what is watched over
    record Around(Config config, Database database, Library library, Jobs jobs) {}

    Upkeep(Around around, Awaiting awaiting, AdminNotices notices, InstantSource clock) {
        Config config = around.config();
        Database database = around.database();
        Library library = around.library();
        ZoneId zone = ZoneId.systemDefault();
        Night night = new Night(config.backup().at(), zone);
        backups = new NightlyBackups(
                Storage.backups(config, clock), config.backup().keep(), night, clock);
        pruning = new Pruning(database, night, clock);
        indexing = new Indexing(database, library);
        silent = new SilentChats(database, config.subscribers().forgetAfterDays(), night, clock);
        erasure = new Erasure(database, night, clock);
        var judge = new Judge(awaiting, backups::state, database.trouble()::current, around.jobs()::overdue, zone);
        alarms = new Alarms(database, library, notices, judge, clock);
    }

    void start(Schedule schedule) {
        UpkeepJob.start(schedule, indexing, backups, pruning, silent, erasure);
        AlarmJob.start(schedule, alarms);
    }

    /// Begins nothing more that takes long.
    @Override
    public void close() {
        indexing.close();
        pruning.close();
        silent.close();
    }
}
