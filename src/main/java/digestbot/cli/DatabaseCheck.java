package digestbot.cli;

import digestbot.app.FileAccessCheck;
import digestbot.app.RunLock;
import digestbot.cluster.ClusterStatus;
import digestbot.cluster.ClusterStatus.NodeRow;
import digestbot.database.DatabaseLocation;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.database.IntegrityCheck;
import digestbot.database.IntegrityCheck.SchemaState;
import digestbot.database.ReadOnlyDatabase;
import digestbot.database.ServerStatus;
import digestbot.ops.health.CheckFinding;
import digestbot.ops.health.CheckFinding.ClockSkew;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Checks the database; if it is a file, also its disk.
final class DatabaseCheck {

    private static final long MEGABYTE = 1_000_000;
    private static final long WARN_BELOW_MB = 500;
    private static final long FAIL_BELOW_MB = 50;

    /// The number of connections of one node: writers, readers, lease and notifications, and a
    /// reserve for commands.
    private static final int CONNECTIONS = 16;

    private static final Duration WARN_ABOVE_LATENCY = Duration.ofMillis(10);

    private DatabaseCheck() {}

    static List<CheckFinding> of(DatabaseLocation location, InstantSource clock) {
        return switch (location) {
            case SqliteLocation(Path file) -> of(file);
            case PostgresLocation server -> of(server, clock);
        };
    }

    /// `FileAccessCheck` says which file or folder cannot be read or written.
    private static List<CheckFinding> of(Path database) {
        List<CheckFinding> findings = new ArrayList<>();
        if (Files.exists(database)) {
            findings.addAll(file(database));
        } else {
            findings.add(
                    CheckFinding.ok("Database %s does not exist yet; “digestbot run” creates it".formatted(database)));
        }
        try {
            findings.add(disk(database));
            findings.add(running(RunLock.isHeld(new SqliteLocation(database))));
        } catch (IOException _) {
            return findings; // unknown free space is not a finding
        }
        return findings;
    }

    private static List<CheckFinding> file(Path database) {
        try {
            IntegrityCheck check = IntegrityCheck.of(database);
            return List.of(
                    schema(new SqliteLocation(database), check.schema()),
                    damage(database, check),
                    writable(database, check));
        } catch (IllegalStateException e) {
            return List.of(CheckFinding.failed(
                    String.valueOf(e.getMessage()),
                    "check that database names the right file and that the bot's user may read and write it and its"
                            + " folder; if it is damaged, restore a backup"));
        }
    }

    private static CheckFinding schema(DatabaseLocation database, SchemaState schema) {
        String what = "Database %s ".formatted(database);
        return switch (schema) {
            case CURRENT -> CheckFinding.ok("Database %s: schema is current".formatted(database));
            case OLDER ->
                CheckFinding.warning(
                        what + "is empty or from an earlier version",
                        "back it up; “digestbot run” updates it at startup");
            case NEXT ->
                CheckFinding.warning(
                        what + "is from the next version", "this version goes on with it; finish the update soon");
            case NEWER ->
                CheckFinding.failed(
                        what + "is from a later version than this program",
                        "run the later version, or restore a backup");
            case CHANGED -> CheckFinding.failed(what + IntegrityCheck.CHANGED_REASON, IntegrityCheck.CHANGED_FIX);
        };
    }

    private static CheckFinding damage(Path database, IntegrityCheck check) {
        return check.damage().isEmpty()
                ? CheckFinding.ok("Database: integrity check passed")
                : CheckFinding.failed(
                        "Database is damaged: " + String.join("; ", check.damage()),
                        "stop the bot and restore a backup, or run: sqlite3 %s .recover | sqlite3 new.sqlite"
                                .formatted(database));
    }

    private static CheckFinding writable(Path database, IntegrityCheck check) {
        return check.writeError()
                .map(reason -> CheckFinding.failed(
                        "Database cannot be written (%s)".formatted(reason),
                        "let the bot's user write %s and its folder".formatted(database)))
                .orElseGet(() -> CheckFinding.ok("Database: writable"));
    }

    private static CheckFinding disk(Path database) throws IOException {
        long free = Files.getFileStore(FileAccessCheck.existing(database)).getUsableSpace() / MEGABYTE;
        String what = "Free disk space: %,d MB".formatted(free);
        String fix = "free some space on the disk of %s".formatted(database.toAbsolutePath());
        return free < FAIL_BELOW_MB
                ? CheckFinding.failed(what, fix)
                : free < WARN_BELOW_MB ? CheckFinding.warning(what, fix) : CheckFinding.ok(what);
    }

    private static CheckFinding running(boolean isRunning) {
        return CheckFinding.ok(isRunning ? "A bot is running on this database" : "No bot is running on this database");
    }

    private static List<CheckFinding> of(PostgresLocation location, InstantSource clock) {
        try {
            ServerStatus status = ServerStatus.of(location, clock);
            List<CheckFinding> findings = new ArrayList<>(List.of(
                    version(location, status),
                    encoding(status),
                    schema(location, status.schema()),
                    rights(location, status),
                    durability(status.lossySettings()),
                    connections(status),
                    latency(status),
                    clock(status)));
            findings.addAll(nodes(location));
            return findings;
        } catch (IllegalStateException e) {
            return List.of(CheckFinding.failed(
                    String.valueOf(e.getMessage()),
                    "check database and database-password, and that the server is running and lets this machine"
                            + " connect"));
        }
    }

    private static CheckFinding version(PostgresLocation location, ServerStatus status) {
        return ServerStatus.tooOld(status.version(), status.majorVersion())
                .map(reason -> CheckFinding.failed("Database %s: %s".formatted(location, reason), ServerStatus.UPDATE))
                .orElseGet(() -> CheckFinding.ok("Database %s: PostgreSQL %s".formatted(location, status.version())));
    }

    private static CheckFinding encoding(ServerStatus status) {
        if (!"UTF8".equals(status.encoding())) {
            return CheckFinding.failed(
                    "Database: its encoding is %s".formatted(status.encoding()),
                    "create it with: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0");
        }
        return status.hasIcu()
                ? CheckFinding.ok("Database: encoding UTF8, with ICU collations")
                : CheckFinding.failed(
                        "Database: the server was built without ICU",
                        "use a build of PostgreSQL with ICU, as all distributions provide it");
    }

    private static CheckFinding rights(PostgresLocation location, ServerStatus status) {
        if (status.isReadOnly()) {
            return CheckFinding.failed(
                    "Database cannot be written: the server is a standby or read-only",
                    "name the primary in database; with several hosts, add ?targetServerType=primary");
        }
        return status.mayCreateTables()
                ? CheckFinding.ok("Database: writable")
                : CheckFinding.failed(
                        "The user may not create tables in the database",
                        "run as an administrator: ALTER DATABASE %s OWNER TO %s"
                                .formatted(location.name(), location.login()));
    }

    static CheckFinding durability(List<String> lossySettings) {
        return lossySettings.isEmpty()
                ? CheckFinding.ok("Database: what the server confirms is on disk")
                : CheckFinding.warning(
                        "Database: the server confirms changes that a crash would lose (off: %s)"
                                .formatted(String.join(", ", lossySettings)),
                        "set %s to on; otherwise messages may be sent twice after a crash"
                                .formatted(String.join(" and ", lossySettings)));
    }

    private static CheckFinding connections(ServerStatus status) {
        String what = "Database: %,d free connections".formatted(status.freeConnections());
        return status.freeConnections() >= CONNECTIONS
                ? CheckFinding.ok(what)
                : CheckFinding.warning(
                        what, "a bot uses up to %d; increase max_connections of the server".formatted(CONNECTIONS));
    }

    private static CheckFinding latency(ServerStatus status) {
        String what =
                "Database: a statement takes %.1f ms".formatted(status.latency().toNanos() / 1e6);
        return status.latency().compareTo(WARN_ABOVE_LATENCY) <= 0
                ? CheckFinding.ok(what)
                : CheckFinding.warning(what, "run the bot near its database; each message takes several statements");
    }

    private static CheckFinding clock(ServerStatus status) {
        Duration skew = status.clockSkew();
        return ClockSkew.isWrong(skew)
                ? CheckFinding.warning(
                        "Database: its clock is %,d s %s this machine's"
                                .formatted(skew.abs().toSeconds(), skew.isNegative() ? "behind" : "ahead of"),
                        "synchronize the clocks of both machines (NTP)")
                : CheckFinding.ok("Database: its clock agrees with this machine's");
    }

    private static List<CheckFinding> nodes(PostgresLocation location) {
        List<NodeRow> live;
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(location)) {
            live = database.read(ClusterStatus::liveNodes);
        }
        if (live.isEmpty()) {
            return List.of(running(false));
        }
        String names = live.stream().map(NodeRow::name).collect(Collectors.joining(", "));
        List<CheckFinding> findings = new ArrayList<>();
        findings.add(CheckFinding.ok("Nodes running on this database: %s".formatted(names)));
        if (live.stream().map(NodeRow::configuration).distinct().count() > 1) {
            findings.add(CheckFinding.warning(
                    "The nodes have different settings",
                    "give all of them the same configuration, except node-name, digests, console and backup"));
        }
        return findings;
    }
}
