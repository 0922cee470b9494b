package digestbot.cli;

import digestbot.app.ConfiguredDatabase;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.config.Config;
import digestbot.database.Backups;
import digestbot.database.Backups.Backup;
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

/// `digestbot backup`: copies the database, even while the bot runs.
@Command(
        name = "backup",
        description = "Back up the database to one file; the bot may be running.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

    private static final double MEGABYTE = 1e6;

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "New file for the copy (default: a file in backup.folder).")
    private Optional<Path> to = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Config config = configuration.load();
        if (ConfiguredDatabase.isMissing(config.database())) {
            return refuse(ConfigOption.noDatabase(config));
        }
        if (to.filter(Files::exists).isPresent()) {
            return refuse("%s already exists. Choose another file.".formatted(to.orElseThrow()));
        }
        Optional<Backups> ofFile = ConfiguredDatabase.backups(config, InstantSource.system());
        if (ofFile.isEmpty()) {
            return refuse(ServerBackup.command(config.database(), to));
        }
        try {
            Backups backups = ofFile.get();
            Backup made = to.map(backups::makeAt).orElseGet(backups::makeManual);
            CommandOutput.printSuccess(
                    spec.commandLine(),
                    "Backed up to %s (%.1f MB in %.1f s)."
                            .formatted(
                                    made.file(),
                                    made.bytes() / MEGABYTE,
                                    made.took().toMillis() / 1e3));
            return 0;
        } catch (IllegalStateException e) {
            return refuse(e.getMessage() + ". Check the free disk space and your permission to write there.");
        }
    }

    private int refuse(String reason) {
        return CommandOutput.printError(spec.commandLine(), reason);
    }
}
