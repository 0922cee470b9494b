package digestbot.outside;

import digestbot.app.BotFixture;
import digestbot.config.Config;
import digestbot.config.ConfigReader;
import digestbot.config.ConfigReader.ConfigResult;
import digestbot.database.DatabaseLocation;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/// The home of a bot: a folder with its digests, its database, its configuration and its log.
///
/// @param location the place of the database
public record BotHome(Path folder, DatabaseLocation location) {

    /// Telegram's limits with which a test need not wait.
    public static final String ROOMY = "{per-second: 1000, per-chat-per-second: 50, per-group-per-minute: 600}";

    private static final String DATABASE = "stage.sqlite";

    /// Makes the folder, with one for digests.
    public static BotHome in(Path folder) throws IOException {
        return in(folder, TestDatabase.location(folder.resolve(DATABASE)));
    }

    /// Makes the folder, with one for digests, for a bot with that database.
    public static BotHome in(Path folder, DatabaseLocation location) throws IOException {
        Files.createDirectories(folder.resolve("digests"));
        return new BotHome(folder, location);
    }

    public Path digests() {
        return folder.resolve("digests");
    }

    public Path database() {
        return folder.resolve(DATABASE);
    }

    public Path log() {
        return folder.resolve("log.txt");
    }

    /// Puts the file into the watched folder as a pipeline should: written beside it, then renamed.
    public void drop(String name, String text) throws IOException {
        Path written = Files.writeString(folder.resolve(name + ".part"), text);
        Files.move(written, digests().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /// A configuration that points at the simulators, with the tokens of `BotFixture`.
    ///
    /// @param limits Telegram's, as YAML, such as [#ROOMY]
    /// @param more further YAML lines; without a section for the console, there is none
    public Path configFile(URI telegram, Optional<SandboxProcess.Discord> discord, String limits, String more)
            throws IOException {
        return configFile("digestbot.yaml", telegram, discord, limits, more);
    }

    /// Another configuration file of that name in the same home, for another node.
    public Path configFile(
            String name, URI telegram, Optional<SandboxProcess.Discord> discord, String limits, String more)
            throws IOException {
        return Files.writeString(folder.resolve(name), """
                digests: %s
                database: %s
                telegram:
                  token: %s
                  api-url: %s
                  limits: %s
                %s%s
                """.formatted(
                        digests(),
                        location instanceof PostgresLocation server ? server.address() : location,
                        BotFixture.TELEGRAM_TOKEN,
                        telegram,
                        limits,
                        discord.map(BotHome::section).orElse(""),
                        more.contains("console:") ? more : more + "\nconsole: {port: 0}"));
    }

    /// The configuration of a file that has no fault.
    public static Config read(Path file) throws IOException {
        return valid(new ConfigReader(Map.of()).read(file));
    }

    /// The configuration, which has no fault.
    public static Config valid(ConfigResult result) {
        return switch (result) {
            case ConfigResult.Loaded loaded -> loaded.config();
            case ConfigResult.InvalidConfig refused -> throw new AssertionError(refused.problems());
        };
    }

    private static String section(SandboxProcess.Discord discord) {
        return """
                discord:
                  token: %s
                  api-url: %s
                  gateway-url: %s
                """.formatted(BotFixture.DISCORD_TOKEN, discord.api(), discord.gateway());
    }
}
