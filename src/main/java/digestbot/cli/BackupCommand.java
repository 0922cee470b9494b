package digestbot.cli;

import digestbot.app.DatabaseFiles;
import digestbot.cli.common.ConfigOption;
import digestbot.config.Config;
import digestbot.database.Backup;
import digestbot.database.Backups;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `digestbot backup`: a copy of the database, also while a bot runs on it.
@Command(
        name = "backup",
        description = "Copies the database to one file, also while the bot runs.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

    private static final double MEGABYTE = 1e6;

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "A file that is not there yet; one in backup.folder if not given.")
    private Optional<Path> to = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Config config = configuration.load();
        if (Files.notExists(config.database())) {
            return refuse("there is no database %s; digestbot run makes it".formatted(config.database()));
        }
        if (to.filter(Files::exists).isPresent()) {
            return refuse("there is a file %s already; name another".formatted(to.orElseThrow()));
        }
        try {
            Backups backups = DatabaseFiles.backups(config, InstantSource.system());
            Backup made = to.map(backups::to).orElseGet(backups::byHand);
            print("%s, %.1f MB, in %.1f s"
                    .formatted(made.file(), made.bytes() / MEGABYTE, made.took().toMillis() / 1e3));
            return 0;
        } catch (IllegalStateException e) {
            return refuse(e.getMessage() + "; see that there is room, and that you may write there");
        }
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private int refuse(String why) {
        spec.commandLine().getErr().println(why);
        return 1;
    }
}
