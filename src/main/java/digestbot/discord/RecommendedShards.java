package digestbot.discord;

import digestbot.discord.DiscordRestClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.IntSupplier;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;

/// Asks Discord for the number of shards that it recommends.
///
/// @param settings the account
public record RecommendedShards(DiscordSettings settings) implements IntSupplier {

    private static final int UNAUTHORIZED = 401;

    /// @throws InvalidTokenException if Discord rejects the token
    /// @throws RuntimeException if Discord gives no number
    @Override
    public int getAsInt() {
        try (var rest = new DiscordRestClient(settings)) {
            Answer answer = rest.get("gateway/bot");
            if (answer.status() == UNAUTHORIZED) {
                throw new InvalidTokenException();
            }
            int shards = answer.body().path("shards").asInt();
            if (!answer.isSuccess() || shards < 1) {
                throw new IllegalStateException("Discord recommends no number of shards: " + answer.refusal());
            }
            return shards;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
