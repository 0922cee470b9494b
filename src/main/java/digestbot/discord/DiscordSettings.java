package digestbot.discord;

import digestbot.delivery.api.ApiToken;
import java.net.URI;
import java.util.Optional;

/// The address and the account with which the bot logs in to Discord.
///
/// @param apiUrl the REST API's base with its version and a final slash, such as [#PUBLIC_API]
/// @param gatewayUrl the gateway's `ws` or `wss` address; Discord is asked for it if empty
/// @param opensPerMinute how many people's direct messages may be opened in a minute, at least 1
public record DiscordSettings(ApiToken token, URI apiUrl, Optional<URI> gatewayUrl, int opensPerMinute) {

    /// Discord's own.
    public static final URI PUBLIC_API = URI.create("https://discord.com/api/v10/");

    /// Discord documents no limit but treats many at once as spam.
    public static final int OPENS_PER_MINUTE = 30;

    /// With the usual limits.
    public DiscordSettings(ApiToken token, URI apiUrl, Optional<URI> gatewayUrl) {
        this(token, apiUrl, gatewayUrl, OPENS_PER_MINUTE);
    }

    public DiscordSettings {
        apiUrl = apiUrl.getPath().endsWith("/") ? apiUrl : URI.create(apiUrl + "/");
    }
}
