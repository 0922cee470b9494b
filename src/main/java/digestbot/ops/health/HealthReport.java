package digestbot.ops.health;

import digestbot.audience.Platform;
import digestbot.audience.StoredEnum;
import digestbot.cluster.ClusterStatus;
import digestbot.database.ReadOnlyDatabase;
import digestbot.database.Transaction;
import digestbot.delivery.status.DeliveryStatusStore;
import digestbot.ops.health.Heartbeat.HealthState;
import digestbot.ops.health.HeartbeatWriter.HeartbeatStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Judges the health of a running bot from its database.
public final class HealthReport {

    /// The time without a heartbeat after which a bot counts as hanging: three intervals.
    static final Duration HEARTBEAT_TIMEOUT = HeartbeatWriter.INTERVAL.multipliedBy(3);

    /// The age at which a due delivery counts as late, unless the queue is draining at the rate
    /// limit.
    static final Duration MAX_QUEUE_WAIT = Duration.ofMinutes(10);

    /// The time for which a settled delivery proves that the sender works.
    private static final Duration LATELY = Duration.ofMinutes(1);

    /// The remedy if another program polls with the same token.
    public static final String RIVAL_FIX = "stop that program, or give one of the two another token";

    private HealthReport() {}

    /// Judges by the database's clock, which all its nodes share. A read error is a finding as
    /// well.
    public static List<CheckFinding> of(ReadOnlyDatabase database) {
        return at(database, Transaction::databaseTime);
    }

    static List<CheckFinding> at(ReadOnlyDatabase database, Function<Transaction, Instant> clock) {
        try {
            return database.read(tx -> {
                Instant now = clock.apply(tx);
                List<CheckFinding> findings = new ArrayList<>(findings(snapshot(tx, now), now));
                if (ClusterStatus.read(tx).isLeaderless()) {
                    findings.add(CheckFinding.failed("No node is the leader", "check the logs of the nodes"));
                }
                return findings;
            });
        } catch (IllegalStateException e) {
            return List.of(CheckFinding.failed(String.valueOf(e.getMessage()), "run: digestbot doctor"));
        }
    }

    static HealthSnapshot snapshot(Transaction tx, Instant now) {
        return new HealthSnapshot(new HeartbeatStore().all(tx), backlogs(tx, now));
    }

    static List<HealthSnapshot.Backlog> backlogs(Transaction tx, Instant now) {
        DeliveryStatusStore store = new DeliveryStatusStore();
        return store.due(tx, now).stream()
                .map(due -> new HealthSnapshot.Backlog(
                        due.platform(),
                        due.deliveries(),
                        due.oldest(),
                        isLate(due.oldest(), now) && store.settledSince(tx, due.platform(), now.minus(LATELY))))
                .toList();
    }

    /// The findings; the bot is healthy if none of them has failed.
    static List<CheckFinding> findings(HealthSnapshot snapshot, Instant now) {
        List<CheckFinding> findings = new ArrayList<>();
        if (snapshot.heartbeats().isEmpty()) {
            return List.of(CheckFinding.failed("No bot is running on this database", "run: digestbot run"));
        }
        Map<String, List<Heartbeat>> nodes =
                new TreeMap<>(snapshot.heartbeats().stream().collect(Collectors.groupingBy(Heartbeat::node)));
        if (nodes.values().stream().flatMap(List::stream).allMatch(heartbeat -> isSilent(heartbeat, now))) {
            // The states of a hanging bot's platforms are just as old.
            return nodes.values().stream()
                    .map(parts -> bot(parts.getFirst(), now))
                    .toList();
        }
        nodes.values().forEach(parts -> findings.addAll(node(parts, now)));
        List<CheckFinding> backlogs = snapshot.backlogs().stream()
                .filter(backlog -> snapshot.heartbeats().stream()
                        .anyMatch(heartbeat ->
                                heartbeat.part().equals(backlog.platform().id())))
                .map(backlog -> backlog(backlog, now))
                .toList();
        findings.addAll(backlogs);
        if (backlogs.isEmpty()) {
            findings.add(CheckFinding.ok("Queue up to date"));
        }
        return findings;
    }

    /// The findings about one node, while at least one node is alive.
    private static List<CheckFinding> node(List<Heartbeat> parts, Instant now) {
        Heartbeat first = parts.getFirst();
        if (isSilent(first, now)) {
            return List.of(CheckFinding.warning(
                    silence(first, now), "it hangs or was killed; other nodes have taken over its work"));
        }
        List<CheckFinding> findings = new ArrayList<>();
        parts.stream().filter(part -> part.part().equals(Heartbeat.BOT)).forEach(part -> findings.add(bot(part, now)));
        List<CheckFinding> failing = parts.stream()
                .flatMap(part -> part.job().map(job -> job(job, part)).stream())
                .toList();
        findings.addAll(failing.isEmpty() ? List.of(CheckFinding.ok("All jobs work")) : failing);
        parts.stream().filter(Heartbeat::isOfPlatform).forEach(part -> findings.add(platform(part)));
        parts.stream()
                .filter(Heartbeat::isOfSending)
                .map(part -> part.state().detail() + ", for " + format(Duration.between(part.since(), part.at())))
                .forEach(trouble -> findings.add(CheckFinding.warning(trouble, "the bot retries by itself")));
        return findings;
    }

    private static String seen(Heartbeat heartbeat, Instant now) {
        String silence = format(Duration.between(heartbeat.at(), now));
        return heartbeat.node().isEmpty()
                ? "Bot last active %s ago".formatted(silence)
                : "Node %s last active %s ago".formatted(heartbeat.node(), silence);
    }

    private static String silence(Heartbeat heartbeat, Instant now) {
        String from = heartbeat.node().isEmpty() ? "" : " of node " + heartbeat.node();
        return "No sign of life%s for %s".formatted(from, format(Duration.between(heartbeat.at(), now)));
    }

    private static CheckFinding bot(Heartbeat heartbeat, Instant now) {
        return isSilent(heartbeat, now)
                ? CheckFinding.failed(
                        silence(heartbeat, now), "the bot hangs or was killed: check its log and restart it")
                : CheckFinding.ok(seen(heartbeat, now));
    }

    static boolean isSilent(Heartbeat heartbeat, Instant now) {
        // A heartbeat in the future is from before the clock was set back.
        return Duration.between(heartbeat.at(), now).abs().compareTo(HEARTBEAT_TIMEOUT) > 0;
    }

    private static CheckFinding job(String name, Heartbeat heartbeat) {
        return CheckFinding.failed(
                JobMonitor.JobStatus.sentence(
                        name,
                        Duration.between(heartbeat.since(), heartbeat.at()),
                        heartbeat.state().detail()),
                "check the bot's log and the disk; the job resumes by itself");
    }

    private static CheckFinding platform(Heartbeat heartbeat) {
        HealthState state = heartbeat.state();
        Optional<Platform> platform = StoredEnum.find(Platform.class, heartbeat.part());
        if (platform.isEmpty()) {
            return unknown(heartbeat);
        }
        String what = platform.get().title() + ": " + state.detail();
        if (state.detail().equals(Heartbeat.RIVAL)) {
            return CheckFinding.failed(what, RIVAL_FIX);
        }
        return state.healthy()
                ? CheckFinding.ok(what)
                : CheckFinding.failed(what, "the bot retries by itself; “digestbot doctor” finds what prevents it");
    }

    private static CheckFinding unknown(Heartbeat heartbeat) {
        String what = "%s: %s (unknown to this version)"
                .formatted(heartbeat.part(), heartbeat.state().detail());
        String fix = "a later version runs on the database: use that one, or stop it and start this one";
        return heartbeat.state().healthy() ? CheckFinding.warning(what, fix) : CheckFinding.failed(what, fix);
    }

    private static CheckFinding backlog(HealthSnapshot.Backlog backlog, Instant now) {
        String what = "%s: %,d queued, the oldest for %s"
                .formatted(
                        backlog.platform().title(),
                        backlog.deliveries(),
                        format(Duration.between(backlog.oldest(), now)));
        if (!isLate(backlog.oldest(), now)) {
            return CheckFinding.ok(what);
        }
        return backlog.draining()
                ? CheckFinding.warning(what, "deliveries are leaving at the platform's rate limit; wait")
                : CheckFinding.failed(what, "nothing is leaving: check the bot's log and restart it");
    }

    static boolean isLate(Instant due, Instant now) {
        return due.plus(MAX_QUEUE_WAIT).isBefore(now);
    }

    private static String format(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        long hours = seconds / 3_600;
        return seconds < 120
                ? seconds + " s"
                : hours < 2 ? seconds / 60 + " min" : hours < 48 ? hours + " h" : hours / 24 + " days";
    }

    record HealthSnapshot(List<Heartbeat> heartbeats, List<Backlog> backlogs) {

        HealthSnapshot {
            heartbeats = List.copyOf(heartbeats);
            backlogs = List.copyOf(backlogs);
        }

        /// The heartbeat that decides the state of each platform. If several nodes serve it, the
        /// one that has been unhealthy longest decides. The last heartbeat of a killed node counts
        /// only if no node serves the platform now.
        List<Heartbeat> platforms(Instant now) {
            List<Heartbeat> unhealthy = heartbeats.stream()
                    .filter(heartbeat -> heartbeat.isOfPlatform()
                            && !heartbeat.state().healthy()
                            && !HealthReport.isSilent(heartbeat, now))
                    .sorted(Comparator.comparing(Heartbeat::since))
                    .toList();
            return latest(Heartbeat::isOfPlatform).stream()
                    .map(latest -> unhealthy.stream()
                            .filter(heartbeat -> heartbeat.part().equals(latest.part()))
                            .findFirst()
                            .orElse(latest))
                    .toList();
        }

        /// The failing jobs; only these have heartbeats.
        List<Heartbeat> failingJobs(Instant now) {
            return latest(heartbeat -> heartbeat.job().isPresent()).stream()
                    .filter(heartbeat -> !HealthReport.isSilent(heartbeat, now))
                    .toList();
        }

        private List<Heartbeat> latest(Predicate<Heartbeat> wanted) {
            return heartbeats.stream()
                    .filter(wanted)
                    .collect(Collectors.toMap(
                            Heartbeat::part,
                            heartbeat -> heartbeat,
                            BinaryOperator.maxBy(Comparator.comparing(Heartbeat::at)),
                            TreeMap::new))
                    .values()
                    .stream()
                    .toList();
        }

        /// `draining` is true if deliveries other than replies and notices were settled recently.
        record Backlog(Platform platform, long deliveries, Instant oldest, boolean draining) {}
    }
}
