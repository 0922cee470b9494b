package digestbot.schedule;

import digestbot.database.Backups;
import digestbot.database.Erasure;
import digestbot.delivery.upkeep.Pruning;
import digestbot.delivery.upkeep.SilentChats;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

public final class MaintenanceJob {

    /// Maintenance of a large database takes long.
    private static final Duration MAX_DURATION = Duration.ofHours(3);

    private MaintenanceJob() {}

    public static void start(
            JobScheduler schedule,
            Optional<Backups> backups,
            Pruning pruning,
            SilentChats silent,
            Erasure erasure) {
        List<Runnable> steps = List.of(
                () -> backups.ifPresent(Backups::makeNightlyIfDue),
                pruning::pruneIfDue,
                silent::forgetIfDue,
                erasure::eraseIfDue);
        schedule.schedule("upkeep", Duration.ofMinutes(1), MAX_DURATION, () -> runAll(steps));
    }

    /// A failing step does not keep the others from running. Throws the last failure.
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
}
