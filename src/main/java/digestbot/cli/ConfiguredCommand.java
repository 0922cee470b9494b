package digestbot.cli;

import digestbot.app.Config;
import digestbot.app.ConfiguredDatabase;
import digestbot.app.FileAccessCheck;
import digestbot.audience.audit.Actor;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.cli.Check.Installation;
import digestbot.config.ConfigReader.ConfigResult;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.ops.health.CheckFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// A command with `--config FILE`.
public abstract class ConfiguredCommand extends CliCommand {

    public static final String DEFAULT = "config/digestbot.yaml";

    private static final String NAME = "--config";

    @Option(
            names = NAME,
            paramLabel = "FILE",
            defaultValue = "${env:DIGESTBOT_CONFIG:-" + DEFAULT + "}",
            description = "Configuration file (default: ${DEFAULT-VALUE}).")
    private Path configFile = Path.of(DEFAULT);

    /// The path of the configuration, which may be missing.
    protected final Path configFile() {
        return configFile;
    }

    protected final ConfigResult<Config> read() {
        return Config.reader(environment()).read(configFile());
    }

    /// The environment and the variables of the file next to the configuration.
    private Map<String, String> environment() {
        var file = new EnvironmentFile(Path.of(EnvironmentFile.NAME));
        try {
            return file.with(System.getenv());
        } catch (IOException e) {
            throw wrong("%s cannot be read: %s. Let this user read it, or start in another folder."
                    .formatted(file.file().toAbsolutePath(), e.getMessage()));
        }
    }

    /// Loads the configuration.
    ///
    /// @throws ParameterException if it is missing or wrong; the message is for users
    protected final Config load() {
        return loaded(read());
    }

    /// Loads the configuration, or the defaults if no file was named and the default file does not
    /// exist.
    ///
    /// @throws ParameterException if the file is wrong, or if the named file does not exist; the
    ///     message is for users
    protected final Config loadOrDefaults() {
        boolean named = command().getParseResult().hasMatchedOption(NAME);
        return !named && Files.notExists(configFile)
                ? loaded(Config.reader(environment()).parse(""))
                : load();
    }

    final Installation installation(Config config) {
        return new Installation(configFile, config, clock());
    }

    /// The bot may be running.
    ///
    /// @throws ParameterException if the database cannot be opened; the message is for users
    protected final Database open(Config config) {
        try {
            return ConfiguredDatabase.open(config);
        } catch (IllegalStateException e) {
            throw wrong(reason(config, e));
        }
    }

    /// The file or folder that may not be used is a better reason than the database's message.
    static String reason(Config config, IllegalStateException e) {
        return FileAccessCheck.ofDatabase(config.database())
                .map(CheckFinding::sentence)
                .orElseGet(() -> String.valueOf(e.getMessage()));
    }

    /// Like [#open], but fails if the database does not exist.
    protected final Database openExisting(Config config) {
        requireDatabase(config);
        return open(config);
    }

    protected final void requireDatabase(Config config) {
        if (ConfiguredDatabase.isMissing(config.database())) {
            throw new MissingDatabaseException(
                    command(),
                    "Database %s not found. Start the bot once, or check “database” and the folder you are in."
                            .formatted(config.database()));
        }
    }

    protected final void audit(Transaction transaction, AuditAction action, AuditSubject subject) {
        new AuditStore(clock()).record(transaction, new Actor.CommandLineUser(), action, subject);
    }

    /// The command failed although its arguments are right.
    public static final class MissingDatabaseException extends ParameterException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        MissingDatabaseException(CommandLine command, String message) {
            super(command, message);
        }
    }

    private Config loaded(ConfigResult<Config> result) {
        return switch (result) {
            case ConfigResult.Loaded<Config>(Config config) -> config;
            case ConfigResult.InvalidConfig<Config> refused ->
                throw wrong(String.join("\n", refused.lines(configFile())));
        };
    }
}
