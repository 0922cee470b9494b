package digestbot.outside;

import digestbot.app.BotFixture;
import digestbot.app.Config;
import digestbot.config.TestConfig;
import digestbot.database.DatabaseLocation;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.TestDatabase;
import digestbot.delivery.api.PlatformLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/// A folder with the digests, the database, the configuration and the log of a bot.
public record BotHome(Path folder, DatabaseLocation location) {

    /// With these limits of Telegram, a test need not wait.
    public static final PlatformLimits ROOMY = new PlatformLimits(1000, 50, 600);

    private static final String DATABASE = "stage.sqlite";

    public static BotHome in(Path folder) throws IOException {
        return in(folder, TestDatabase.location(folder.resolve(DATABASE)));
    }

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

    /// As a pipeline should: the file is written beside its place, then renamed.
    public void drop(String name, String text) throws IOException {
        Path written = Files.writeString(folder.resolve(name + ".part"), text);
        Files.move(written, digests().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Points at the simulators, with the tokens of `BotFixture`. `more` has further YAML lines,
    /// without which there is no console.
    public Path configFile(URI telegram, Optional<URI> discord, String more) throws IOException {
        return configFile("digestbot.yaml", telegram, discord, more);
    }

    /// For another node in the same home.
    public Path configFile(String name, URI telegram, Optional<URI> discord, String more) throws IOException {
        return Files.writeString(folder.resolve(name), """
                digests: %s
                database: %s
                telegram:
                  token: %s
                  api-url: %s
                %s%s
                """.formatted(
                        digests(),
                        location instanceof PostgresLocation server ? server.address() : location,
                        BotFixture.TELEGRAM_TOKEN,
                        telegram,
                        discord.map(BotHome::section).orElse(""),
                        more.contains("console:") ? more : more + "\nconsole: {port: 0}"));
    }

    public static Config read(Path file) throws IOException {
        return TestConfig.loaded(Config.reader(Map.of()).read(file));
    }

    private static String section(URI discord) {
        return """
                discord:
                  token: %s
                  api-url: %s
                """.formatted(BotFixture.DISCORD_TOKEN, discord);
    }
}
