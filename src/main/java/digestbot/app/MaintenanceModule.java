package digestbot.app;

import digestbot.app.schedule.JobScheduler.PeriodicJob;
import digestbot.console.ConsoleServices.NightlyJobs;
import digestbot.database.BackupFolder;
import digestbot.database.BackupFolder.NightlyState;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.Erasure;
import digestbot.database.MaintenanceTime;
import digestbot.database.Transaction;
import digestbot.delivery.upkeep.Upkeep;
import digestbot.library.archive.Library;
import digestbot.library.archive.OverdueDigests;
import digestbot.ops.health.AlarmNotifier;
import digestbot.ops.health.AlarmRules;
import digestbot.ops.notice.OperatorNotices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Backups, the removal of old data, and alarms.
///
/// @param backups empty if other tools make them
record MaintenanceModule(Optional<BackupFolder> backups, NightlyJobs nightly, Upkeep upkeep, List<PeriodicJob> jobs)
        implements AutoCloseable {

    /// The longest run of the upkeep, because a large database takes long.
    private static final Duration LONGEST_UPKEEP = Duration.ofHours(3);

    private static final Duration LONGEST_ALARM_ROUND = Duration.ofMinutes(10);

    static MaintenanceModule of(
            Config config,
            Database database,
            Library library,
            OverdueDigests overdueDigests,
            OperatorNotices notices,
            BiConsumer<Transaction, OverdueDigests.MissingDigest> lateDigests,
            InstantSource clock) {
        MaintenanceTime night = ConfiguredDatabase.nightly(config);
        Optional<BackupFolder> backups = ConfiguredDatabase.backups(config, clock);
        var upkeep = new Upkeep(database, config.subscribers().forgetAfterDays(), night, clock, System::nanoTime);
        List<Runnable> steps = List.of(
                () -> backups.ifPresent(BackupFolder::makeNightlyIfDue),
                upkeep::pruneIfDue,
                upkeep::forgetIfDue,
                new Erasure(database, night, clock)::eraseIfDue);
        var rules = new AlarmRules(
                overdueDigests,
                () -> backups.map(BackupFolder::state).orElseGet(NightlyState.Unknown::new),
                database.storageHealth()::current,
                ZoneId.systemDefault());
        var alarms = new AlarmNotifier(database, library, notices, rules, lateDigests, Clocks.of(clock));
        return new MaintenanceModule(
                backups,
                new NightlyJobs(night, backups.isPresent() && config.backup().keep() > 0),
                upkeep,
                List.of(
                        new PeriodicJob("upkeep", Duration.ofMinutes(1), LONGEST_UPKEEP, () -> runAll(steps)),
                        new PeriodicJob("alarms", Duration.ofMinutes(1), LONGEST_ALARM_ROUND, alarms::check)));
    }

    /// Runs all steps, even if one of them fails. Throws the last failure.
    static void runAll(List<Runnable> steps) {
        Optional<RuntimeException> failed = Optional.empty();
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException e) {
                failed.ifPresent(e::addSuppressed);
                failed = Optional.of(e);
            }
        }
        if (failed.isPresent()) {
            throw failed.get();
        }
    }

    /// The time of the last backup; empty without nightly backups, or if another tool makes them.
    Optional<Instant> lastBackup() {
        return backups.map(BackupFolder::state)
                .flatMap(state -> state instanceof NightlyState.Made(Instant at) ? Optional.of(at) : Optional.empty());
    }

    @Override
    public void close() {
        upkeep.close();
    }
}
