package digestbot.cli;

import digestbot.app.FileAccessCheck;
import digestbot.app.RunLock;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.database.DatabaseLocation;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.database.IntegrityCheck.SchemaState;
import digestbot.database.Restore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `digestbot restore`: replaces the database with a backup.
@Command(
        name = "restore",
        description = "Replace the database with a backup, keeping the old one aside; the bot must be stopped.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot restore data/backups/digestbot-2026-02-06T021500Z.sqlite"})
final class RestoreCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Parameters(paramLabel = "FILE", description = "Backup file; it is copied, not moved.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        DatabaseLocation location = configuration.load().database();
        return switch (location) {
            case SqliteLocation(Path database) -> restore(location, database);
            case PostgresLocation server -> refuse(ServerBackup.howToRestore(server, file));
        };
    }

    private int restore(DatabaseLocation location, Path database) throws IOException {
        Optional<String> denied = FileAccessCheck.ofDatabase(location);
        if (denied.isPresent()) {
            return refuse(denied.get());
        }
        Optional<RunLock> lock = RunLock.tryAcquire(location);
        if (lock.isEmpty()) {
            return refuse("A bot is running on %s. Stop it first.".formatted(database));
        }
        try (RunLock _ = lock.get()) {
            print(Restore.of(file, database));
            return 0;
        } catch (IllegalStateException | UncheckedIOException e) {
            return refuse(e.getMessage() + ". Nothing was changed.");
        }
    }

    private void print(Restore restore) {
        PrintWriter out = spec.commandLine().getOut();
        CommandOutput.printSuccess(spec.commandLine(), "Restored %s from %s.".formatted(restore.database(), file));
        restore.owner()
                .ifPresent(owner -> out.println("The old database belonged to %s. Run as root: chown %s %s"
                        .formatted(owner, owner, restore.database())));
        if (restore.schema() == SchemaState.OLDER) {
            out.println("The backup is from an earlier version; “digestbot run” updates it at startup.");
        }
        restore.previousDatabase()
                .ifPresent(aside -> out.println(
                        "The old database was kept as %s. To undo: digestbot restore %s".formatted(aside, aside)));
        out.println("The backup knows nothing of later deliveries: later digests that are in the folder when the bot"
                + " starts are sent again.");
        out.flush();
    }

    private int refuse(String reason) {
        return CommandOutput.printError(spec.commandLine(), reason);
    }
}
