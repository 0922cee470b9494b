package digestbot.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.discord.DiscordCheck.DiscordRestClient;
import digestbot.discord.DiscordCheck.DiscordRestClient.RestResponse;
import digestbot.markdown.TextCleaner;
import java.io.IOException;

/// The application of a bot that is being set up.
///
/// @param owner the user id of its owner, or of its team's owner
/// @param ownerName empty for a team
public record DiscordApplication(String botName, String id, long owner, String ownerName) {

    /// Asks Discord without logging in.
    ///
    /// @throws IOException if the token is not valid or Discord does not answer; the message is a
    ///     sentence for people
    public static DiscordApplication of(DiscordSettings settings) throws IOException {
        try (DiscordRestClient rest = new DiscordRestClient(settings)) {
            RestResponse answer = answer(rest, settings.apiUrl().getHost());
            if (!answer.isSuccess()) {
                throw new IOException(
                        answer.status() == 401
                                ? "Discord does not know this token. Developer Portal, your application, Bot, Reset Token:"
                                        + " copy the new one."
                                : "Discord does not answer as it should: %s.".formatted(answer.refusal()));
            }
            JsonNode application = answer.body();
            JsonNode owner = application.path("owner");
            long team = application.path("team").path("owner_user_id").asLong();
            return new DiscordApplication(
                    TextCleaner.line(application.path("bot").path("username").asText("")),
                    application.path("id").asText(""),
                    team == 0 ? owner.path("id").asLong() : team,
                    team == 0 ? TextCleaner.line(owner.path("username").asText("")) : "");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted.");
        }
    }

    private static RestResponse answer(DiscordRestClient rest, String host) throws IOException, InterruptedException {
        try {
            return rest.get("applications/@me");
        } catch (IOException _) {
            throw new IOException("Couldn't reach %s. Check this machine's connection.".formatted(host));
        }
    }

    static String link(String id) {
        return "https://discord.com/oauth2/authorize?client_id=" + id;
    }

    public String link() {
        return link(id);
    }
}
