package digestbot.app;

import digestbot.audience.Platform;
import digestbot.config.Config;
import digestbot.vote.VoterHashes;
import java.util.EnumMap;
import java.util.Map;

/// Takes the secrets for the hashes of voters from the configuration.
final class VoterSecrets {

    private VoterSecrets() {}

    /// The hashes with the tokens of the configured platforms. Nobody can vote on another one.
    static VoterHashes hashes(Config config) {
        Map<Platform, String> secrets = new EnumMap<>(Platform.class);
        config.telegram()
                .ifPresent(telegram -> secrets.put(
                        Platform.TELEGRAM, telegram.settings().token().reveal()));
        config.discord()
                .ifPresent(
                        discord -> secrets.put(Platform.DISCORD, discord.token().reveal()));
        return new VoterHashes(secrets);
    }
}
