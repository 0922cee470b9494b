package digestbot.discord;

import digestbot.delivery.Token;
import java.net.URI;
import java.util.Optional;

/// Where the bot logs in to Discord, and as whom.
///
/// @param apiUrl the REST API's base with its version and a final slash, such as [#PUBLIC_API]
/// @param gatewayUrl the gateway's `ws` or `wss` address; Discord is asked for it if empty
public record DiscordSettings(Token token, URI apiUrl, Optional<URI> gatewayUrl) {

    /// Discord's own.
    public static final URI PUBLIC_API = URI.create("https://discord.com/api/v10/");

    public DiscordSettings {
        apiUrl = apiUrl.getPath().endsWith("/") ? apiUrl : URI.create(apiUrl + "/");
    }
}
