package digestbot.cli;

import digestbot.app.ConfiguredDatabase;
import digestbot.app.RunLock;
import digestbot.cli.common.CommandOutput;
import digestbot.config.ConfigReader;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation;
import digestbot.database.IntegrityCheck;
import digestbot.database.IntegrityCheck.SchemaState;
import digestbot.database.ReadOnlyDatabase;
import digestbot.database.transfer.DatabaseTransfer;
import digestbot.database.transfer.DatabaseTransfer.TransferException;
import digestbot.library.archive.Library;
import digestbot.library.archive.SearchIndexer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `digestbot database copy`: moves an installation to another database.
@Command(
        name = "copy",
        description = {
            "Copy all data to a new database, and compare the numbers of rows; no bot may be running.",
            "An interrupted copy begins anew when the command is run again. The source is not changed."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The password of a PostgreSQL user is read from the environment variable DATABASE_PASSWORD,"
                    + " or from the file that DATABASE_PASSWORD_FILE names.",
            "",
            "Example:",
            "  digestbot database copy --from data/digestbot.sqlite --to postgresql://digestbot@localhost/digestbot"
        })
final class DatabaseCopyCommand implements Callable<Integer> {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DATABASE",
            description = "SQLite file, or postgresql://user@host:port/name.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "DATABASE", description = "New database, in the same form.")
    private String to = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        DatabaseLocation source = location(from);
        DatabaseLocation target = location(to);
        if (source.equals(target)) {
            return refuse("Both databases are %s. Name another one after --to.".formatted(source));
        }
        if (ConfiguredDatabase.isMissing(source)) {
            return refuse("Database %s not found.".formatted(source));
        }
        try {
            return locked(source, target);
        } catch (IllegalStateException | TransferException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private DatabaseLocation location(String text) {
        return new ConfigReader(System.getenv())
                .database(text)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "“%s” is not a database. Name a file, or postgresql://user@host:port/name without a password."
                                .formatted(ConfigReader.withoutLogin(text))));
    }

    private int locked(DatabaseLocation source, DatabaseLocation target) throws IOException {
        Optional<RunLock> ofSource = RunLock.tryAcquire(source);
        Optional<RunLock> ofTarget = ofSource.isEmpty() ? Optional.empty() : RunLock.tryAcquire(target);
        try {
            if (ofTarget.isEmpty()) {
                return refuse("A bot is running on %s. Stop it first.".formatted(ofSource.isEmpty() ? source : target));
            }
            if (IntegrityCheck.schema(source) != SchemaState.CURRENT) {
                return refuse(
                        "The database %s is from another version. Start this version on it once.".formatted(source));
            }
            return copy(source, target);
        } finally {
            close(ofTarget);
            close(ofSource);
        }
    }

    private static void close(Optional<RunLock> lock) throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }

    private int copy(DatabaseLocation source, DatabaseLocation target) {
        PrintWriter out = spec.commandLine().getOut();
        try (ReadOnlyDatabase read = ReadOnlyDatabase.open(source);
                Database written = Database.open(target)) {
            var transfer = new DatabaseTransfer(read, written);
            transfer.copy((table, rows) -> {
                out.println("%,10d rows  %s".formatted(rows, table));
                out.flush();
            });
            var library = new Library();
            try (var indexer = new SearchIndexer(written, library)) {
                out.println("%,10d digests indexed for search".formatted(indexer.rebuild()));
            }
            transfer.complete();
        }
        CommandOutput.printSuccess(
                spec.commandLine(),
                "Copied %s to %s. Set “database: %s” before you start the bot.".formatted(source, target, target));
        return 0;
    }

    private int refuse(String reason) {
        return CommandOutput.printError(spec.commandLine(), reason);
    }
}
