package digestbot.cli.common;

import digestbot.app.ConfiguredDatabase;
import digestbot.app.FileAccessCheck;
import digestbot.config.Config;
import digestbot.config.ConfigReader;
import digestbot.config.ConfigResult;
import digestbot.database.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `--config FILE`, a mixin that every command uses.
public final class ConfigOption {

    /// The file that is read if none is named.
    public static final String DEFAULT = "config/digestbot.yaml";

    private static final String NAME = "--config";

    @Option(
            names = NAME,
            paramLabel = "FILE",
            defaultValue = DEFAULT,
            description = "Configuration file (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of(DEFAULT);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// The path of the configuration, whether the file exists or not.
    public Path file() {
        return file;
    }

    /// Reads the file.
    public ConfigResult read() {
        return new ConfigReader(System.getenv()).read(file());
    }

    /// Loads the configuration.
    ///
    /// @throws ParameterException if it is missing or wrong; the message is meant for users
    public Config load() {
        return loaded(read());
    }

    /// Loads the configuration, or the defaults if no file was named and the default file does not
    /// exist.
    ///
    /// @throws ParameterException if it is wrong, or if the named file does not exist; the message
    ///     is meant for users
    public Config loadOrDefaults() {
        boolean named = spec.commandLine().getParseResult().hasMatchedOption(NAME);
        return !named && Files.notExists(file) ? loaded(new ConfigReader(System.getenv()).parse("")) : load();
    }

    /// Opens the configured database, possibly while the bot runs.
    ///
    /// @throws ParameterException if it cannot be opened; the message is meant for users
    public Database open(Config config) {
        try {
            return ConfiguredDatabase.open(config);
        } catch (IllegalStateException e) {
            String reason =
                    FileAccessCheck.ofDatabase(config.database()).orElseGet(() -> String.valueOf(e.getMessage()));
            throw new ParameterException(spec.commandLine(), reason);
        }
    }

    /// Opens the database, which must exist.
    ///
    /// @param consequence a sentence about what a missing database means
    /// @throws ParameterException if it does not exist or cannot be opened; the message is meant
    ///     for users
    public Database openExisting(Config config, String consequence) {
        if (ConfiguredDatabase.isMissing(config.database())) {
            throw new ParameterException(spec.commandLine(), noDatabase(config) + " " + consequence);
        }
        return open(config);
    }

    /// The message that the database is missing, and what to do.
    public static String noDatabase(Config config) {
        return "Database %s not found. Start the bot once, or check “database” and the folder you are in."
                .formatted(config.database());
    }

    private Config loaded(ConfigResult result) {
        return switch (result) {
            case ConfigResult.Loaded(Config config) -> config;
            case ConfigResult.InvalidConfig refused ->
                throw new ParameterException(spec.commandLine(), String.join("\n", refused.lines(file())));
        };
    }
}
