package digestbot.trial;

import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.PrivateFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The configuration of a trial's nodes, which points at the simulators.
///
/// @param digests the folder of digests
/// @param maxFileBytes the maximum size of a digest
/// @param database the database, whose password is passed on in the environment
/// @param telegram Telegram's simulator
/// @param discord Discord's simulator
record NodeConfig(
        Path digests, int maxFileBytes, PostgresLocation database, TelegramAccess telegram, DiscordAccess discord) {

    /// The environment variable with the password of the database.
    static final String PASSWORD_VARIABLE = "DIGESTBOT_TRIAL_DATABASE_PASSWORD";

    /// @param owner the id of the bot's owner
    record TelegramAccess(String token, URI api, long owner) {}

    /// @param owner the id of the bot's owner
    record DiscordAccess(String token, URI api, URI gateway, long owner) {}

    /// Writes the configuration of the node of that name.
    Path write(Path file, String node) throws IOException {
        PrivateFiles.write(file, """
                digests: %s
                database: %s
                database-password: ${%s:}
                node-name: %s
                telegram: {token: %s, api-url: %s}
                discord: {token: %s, api-url: %s, gateway-url: %s}
                owners: {telegram: [%d], discord: [%d]}
                library: {first-start-days: 0, scan-interval-seconds: 1, max-file-bytes: %d}
                backup: {keep: 0}
                console: {port: 0}
                """.formatted(
                        quoted(digests.toString()),
                        quoted(database.address()),
                        PASSWORD_VARIABLE,
                        quoted(node),
                        quoted(telegram.token()),
                        quoted(telegram.api().toString()),
                        quoted(discord.token()),
                        quoted(discord.api().toString()),
                        quoted(discord.gateway().toString()),
                        telegram.owner(),
                        discord.owner(),
                        maxFileBytes)
                .getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
