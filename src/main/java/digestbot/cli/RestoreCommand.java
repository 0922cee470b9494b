package digestbot.cli;

import digestbot.app.FileAccessCheck;
import digestbot.app.RunLock;
import digestbot.cli.common.ConfigOption;
import digestbot.database.IntegrityCheck.Schema;
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

/// `digestbot restore`: puts a backup in the place of the database.
@Command(
        name = "restore",
        description = "Puts a backup in the place of the database, which is kept; not while a bot runs.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Parameters(paramLabel = "FILE", description = "The backup; it stays.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Path database = configuration.load().database();
        Optional<String> denied = FileAccessCheck.ofDatabase(database);
        if (denied.isPresent()) {
            return refuse(denied.get());
        }
        Optional<RunLock> lock = RunLock.take(database);
        if (lock.isEmpty()) {
            return refuse("a bot runs on %s; end it first".formatted(database));
        }
        try (RunLock _ = lock.get()) {
            print(Restore.of(file, database));
            return 0;
        } catch (IllegalStateException | UncheckedIOException e) {
            return refuse(e.getMessage() + "; nothing was changed");
        }
    }

    private void print(Restore restore) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("%s is now what %s holds.".formatted(restore.database(), file));
        restore.owner()
                .ifPresent(owner -> out.println("It belonged to %s, and you may not give it back; as root: chown %s %s"
                        .formatted(owner, owner, restore.database())));
        if (restore.schema() == Schema.OLDER) {
            out.println("It is of an earlier version; digestbot run brings it up to date when it starts.");
        }
        restore.aside()
                .ifPresent(aside -> out.println(
                        "What was there is %s now. To undo this: digestbot restore %s".formatted(aside, aside)));
        out.println("What came and was sent since the backup it does not know: digests of since then that are in the"
                + " folder when the bot starts are sent again.");
        out.flush();
    }

    private int refuse(String why) {
        spec.commandLine().getErr().println(why);
        return 1;
    }
}
