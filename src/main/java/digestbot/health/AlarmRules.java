package digestbot.health;

import digestbot.audience.Platform;
import digestbot.database.NightlyBackups;
import digestbot.database.StorageHealth;
import digestbot.database.Transaction;
import digestbot.health.Alarm.Kind;
import digestbot.library.archive.OverdueDigests;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Evaluates the alarm rules. Not thread-safe.
public final class AlarmRules {

    private static final Duration NOT_STORED = Duration.ofMinutes(1);

    private final Map<String, Instant> notConnected = new HashMap<>();
    private final OverdueDigests awaiting;
    private final Supplier<NightlyBackups.State> backups;
    private final Supplier<Optional<StorageHealth.Spell>> storage;
    private final Supplier<List<JobMonitor.Standing>> overdue;
    private final ZoneId zone;

    /// The alarms that were found.
    ///
    /// @param judged the kinds that could be evaluated
    /// @param alarms the open alarms of these kinds
    record Verdict(Set<Kind> judged, List<Alarm> alarms) {}

    /// @param backups the state of the nightly backups
    /// @param storage whether the database could be written
    /// @param overdue the jobs that fail or hang
    /// @param zone of this machine
    public AlarmRules(
            OverdueDigests awaiting,
            Supplier<NightlyBackups.State> backups,
            Supplier<Optional<StorageHealth.Spell>> storage,
            Supplier<List<JobMonitor.Standing>> overdue,
            ZoneId zone) {
        this.awaiting = awaiting;
        this.backups = backups;
        this.storage = storage;
        this.overdue = overdue;
        this.zone = zone;
    }

    ZoneId zone() {
        return zone;
    }

    /// @param before the alarms that are open already
    Verdict judge(Transaction transaction, List<Alarm> before, Instant now) {
        HealthSnapshot vitals = HealthReport.vitals(transaction, now);
        Set<Kind> judged = EnumSet.of(Kind.LATE, Kind.STUCK, Kind.PLATFORM, Kind.STORAGE, Kind.JOB);
        List<Alarm> alarms = new ArrayList<>(late(transaction, now));
        alarms.addAll(platforms(vitals, before, now));
        alarms.addAll(stuck(vitals, before, now));
        alarms.addAll(storage(before));
        alarms.addAll(jobs(now));
        switch (backups.get()) {
            case NightlyBackups.State.Unknown() -> {}
            case NightlyBackups.State.Made _ -> judged.add(Kind.BACKUP);
            case NightlyBackups.State.Failed(Instant since, String why) -> {
                judged.add(Kind.BACKUP);
                alarms.add(new Alarm(Kind.BACKUP, "", since, why));
            }
        }
        return new Verdict(judged, alarms);
    }

    /// Tells whether the alarm ends unresolved, because the topic is no longer expected.
    boolean gaveUp(Transaction transaction, Alarm alarm, Instant now) {
        return alarm.kind() == Kind.LATE && awaiting.gaveUp(transaction, alarm.of(), now);
    }

    private List<Alarm> late(Transaction transaction, Instant now) {
        return awaiting.late(transaction, now).stream()
                .map(awaited -> new Alarm(
                        Kind.LATE,
                        awaited.topic().id(),
                        awaited.at(),
                        "the digest of " + awaited.day() + " has not come"))
                .toList();
    }

    private List<Alarm> platforms(HealthSnapshot vitals, List<Alarm> before, Instant now) {
        List<Alarm> alarms = new ArrayList<>();
        for (Heartbeat heartbeat : vitals.platforms()) {
            if (heartbeat.state().well()) {
                notConnected.remove(heartbeat.part());
                continue;
            }
            Instant since = notConnected.computeIfAbsent(heartbeat.part(), _ -> now);
            var alarm = new Alarm(
                    Kind.PLATFORM, heartbeat.part(), since, heartbeat.state().detail());
            if (wasTold(alarm, before) || HealthReport.isLate(since, now)) {
                alarms.add(alarm);
            }
        }
        return alarms;
    }

    private List<Alarm> jobs(Instant now) {
        return overdue.get().stream()
                .map(job -> new Alarm(
                        Kind.JOB,
                        job.name(),
                        now.minus(job.since()),
                        job.trouble().orElse("it hangs")))
                .toList();
    }

    /// The alarms of the storage. A single failure may be momentary, so it raises none.
    private List<Alarm> storage(List<Alarm> before) {
        boolean told = before.stream().anyMatch(alarm -> alarm.kind() == Kind.STORAGE);
        return storage.get().stream()
                .filter(spell -> told || !spell.last().isBefore(spell.since().plus(NOT_STORED)))
                .map(spell -> new Alarm(Kind.STORAGE, "", spell.since(), spell.why()))
                .toList();
    }

    /// The alarms about stuck deliveries. A disconnected platform raises only the connection alarm.
    /// An open alarm ends when no delivery is late any more; single successes do not end it.
    private static List<Alarm> stuck(HealthSnapshot vitals, List<Alarm> before, Instant now) {
        return vitals.backlogs().stream()
                .filter(backlog -> HealthReport.isLate(backlog.oldest(), now))
                .flatMap(backlog -> {
                    Alarm alarm = stuck(backlog);
                    boolean stands = !backlog.moving() && isConnected(vitals, backlog.platform());
                    return stands || wasTold(alarm, before) ? Stream.of(alarm) : Stream.empty();
                })
                .toList();
    }

    private static Alarm stuck(HealthSnapshot.Backlog backlog) {
        return new Alarm(
                Kind.STUCK,
                backlog.platform().id(),
                backlog.oldest(),
                "%,d deliveries are due".formatted(backlog.deliveries()));
    }

    private static boolean wasTold(Alarm alarm, List<Alarm> before) {
        return before.stream().anyMatch(other -> other.name().equals(alarm.name()));
    }

    private static boolean isConnected(HealthSnapshot vitals, Platform platform) {
        Optional<Heartbeat> heartbeat = vitals.platforms().stream()
                .filter(each -> each.part().equals(platform.id()))
                .findFirst();
        return heartbeat.filter(each -> each.state().well()).isPresent();
    }
}
