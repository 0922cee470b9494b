package digestbot.ops.health;

import digestbot.audience.Platform;
import digestbot.database.BackupFolder;
import digestbot.database.StorageHealth;
import digestbot.database.Transaction;
import digestbot.library.archive.OverdueDigests;
import digestbot.ops.health.Alarm.AlarmKind;
import digestbot.ops.health.HealthReport.HealthSnapshot;
import digestbot.webhook.WebhookStore;
import digestbot.writing.WritingStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Evaluates the alarm rules. Except for this process's storage and backups, it only uses the
/// database, because each evaluation may run on another node.
public record AlarmRules(
        OverdueDigests overdueDigests,
        Supplier<BackupFolder.NightlyState> backups,
        Supplier<Optional<StorageHealth.Outage>> storage,
        ZoneId zone) {

    private static final Duration STORAGE_FAILURE_THRESHOLD = Duration.ofMinutes(1);

    /// The time within which a restarted receiver answers again.
    private static final Duration WEBHOOK_PATIENCE = Duration.ofMinutes(15);

    private static final WebhookStore WEBHOOKS = new WebhookStore();
    private static final WritingStore WRITINGS = new WritingStore();

    /// The alarms that are open now. Alarms of `before` that are missing from the result are over.
    /// The previous evaluation was at `previous`.
    List<Alarm> evaluate(
            Transaction transaction, List<Alarm> before, Instant previous, Duration sinceStart, Instant now) {
        HealthSnapshot snapshot = HealthReport.snapshot(transaction, now);
        List<Alarm> alarms = new ArrayList<>(late(transaction, now));
        alarms.addAll(platforms(snapshot, before, now));
        alarms.addAll(stuck(snapshot, before, previous, now));
        alarms.addAll(storage(before));
        alarms.addAll(jobs(snapshot, now));
        alarms.addAll(webhooks(transaction, now));
        WRITINGS.problems(transaction, now).stream()
                .map(failed -> new Alarm(AlarmKind.WRITING, failed.topic(), failed.since(), failed.problem()))
                .forEach(alarms::add);
        alarms.addAll(backups(before));
        before.stream()
                .filter(alarm -> !alarm.kind().mayEnd(sinceStart) && !isOpen(alarm, alarms))
                .forEach(alarms::add);
        return alarms;
    }

    private List<Alarm> backups(List<Alarm> before) {
        return switch (backups.get()) {
            case BackupFolder.NightlyState.Unknown() ->
                before.stream()
                        .filter(alarm -> alarm.kind() == AlarmKind.BACKUP)
                        .toList();
            case BackupFolder.NightlyState.Made _ -> List.of();
            case BackupFolder.NightlyState.BackupFailed(Instant since, String reason) ->
                List.of(new Alarm(AlarmKind.BACKUP, "", since, reason));
        };
    }

    /// Whether the alarm ends unresolved because the topic's digest was given up.
    boolean isAbandoned(Transaction transaction, Alarm alarm, Instant now) {
        return alarm.kind() == AlarmKind.LATE && overdueDigests.isGivenUp(transaction, alarm.subject(), now);
    }

    Optional<OverdueDigests.MissingDigest> lateDigest(Transaction transaction, Alarm alarm, Instant now) {
        return alarm.kind() != AlarmKind.LATE
                ? Optional.empty()
                : overdueDigests.late(transaction, now).stream()
                        .filter(awaited -> awaited.topic().id().equals(alarm.subject()))
                        .findFirst();
    }

    private List<Alarm> late(Transaction transaction, Instant now) {
        return overdueDigests.late(transaction, now).stream()
                .map(awaited -> new Alarm(
                        AlarmKind.LATE,
                        awaited.topic().id(),
                        awaited.at(),
                        "the digest of " + awaited.day() + " has not arrived"))
                .toList();
    }

    private static List<Alarm> platforms(HealthSnapshot snapshot, List<Alarm> before, Instant now) {
        return snapshot.platforms(now).stream()
                .filter(heartbeat -> !heartbeat.state().healthy())
                .map(heartbeat -> new Alarm(
                        AlarmKind.PLATFORM,
                        heartbeat.part(),
                        heartbeat.since(),
                        heartbeat.state().detail()))
                .filter(alarm -> isOpen(alarm, before) || HealthReport.isLate(alarm.since(), now))
                .toList();
    }

    private List<Alarm> webhooks(Transaction transaction, Instant now) {
        return WEBHOOKS.failing(transaction, now.minus(WEBHOOK_PATIENCE)).stream()
                .map(failing -> new Alarm(AlarmKind.WEBHOOK, failing.name(), failing.since(), failing.reason()))
                .toList();
    }

    private static List<Alarm> jobs(HealthSnapshot snapshot, Instant now) {
        return snapshot.failingJobs(now).stream()
                .map(job -> new Alarm(
                        AlarmKind.JOB,
                        job.job().orElseThrow(),
                        job.since(),
                        job.state().detail()))
                .toList();
    }

    /// The storage alarm. A single failure may be momentary, so it raises none.
    private List<Alarm> storage(List<Alarm> before) {
        boolean told = before.stream().anyMatch(alarm -> alarm.kind() == AlarmKind.STORAGE);
        return storage.get().stream()
                .filter(outage -> told || !outage.last().isBefore(outage.since().plus(STORAGE_FAILURE_THRESHOLD)))
                .map(outage -> new Alarm(AlarmKind.STORAGE, "", outage.since(), outage.reason()))
                .toList();
    }

    /// The alarms about late deliveries. A disconnected platform raises only the connection alarm.
    /// An open alarm ends when no delivery is late; single successes do not end it. Deliveries must
    /// already have been late before, because all of them are after the clock was set forward or
    /// the machine slept.
    private static List<Alarm> stuck(HealthSnapshot snapshot, List<Alarm> before, Instant previous, Instant now) {
        return snapshot.backlogs().stream()
                .filter(backlog ->
                        HealthReport.isLate(backlog.oldest(), isOpen(stuck(backlog), before) ? now : previous))
                .filter(backlog -> isOpen(stuck(backlog), before)
                        || (!backlog.draining() && isConnected(snapshot, backlog.platform(), now)))
                .map(AlarmRules::stuck)
                .toList();
    }

    private static Alarm stuck(HealthSnapshot.Backlog backlog) {
        return new Alarm(
                AlarmKind.STUCK,
                backlog.platform().id(),
                backlog.oldest(),
                "%,d deliveries are due".formatted(backlog.deliveries()));
    }

    private static boolean isOpen(Alarm alarm, List<Alarm> before) {
        return before.stream().anyMatch(other -> other.name().equals(alarm.name()));
    }

    private static boolean isConnected(HealthSnapshot snapshot, Platform platform, Instant now) {
        return snapshot.platforms(now).stream()
                .anyMatch(heartbeat -> heartbeat.part().equals(platform.id())
                        && heartbeat.state().healthy());
    }
}
