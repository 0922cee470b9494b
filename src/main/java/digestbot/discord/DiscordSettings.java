package digestbot.discord;

import digestbot.config.Key;
import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.PlatformLimits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The address and the account with which the bot logs in to Discord.
///
/// @param apiUrl the REST API's base with its version and a final slash, such as [#PUBLIC_API]
/// @param opensPerMinute the maximum number of new direct message channels per minute, at least 1
public record DiscordSettings(ApiToken token, URI apiUrl, int opensPerMinute, PlatformLimits limits) {

    public static final URI PUBLIC_API = URI.create("https://discord.com/api/v10/");

    /// The default of new channels per minute. Discord documents no limit, but treats many new
    /// channels at once as spam.
    public static final int OPENS_PER_MINUTE = 30;

    /// The default limits. Discord accepts 50 requests per second from a bot, and 5 in 5 seconds
    /// for a channel; the difference is left for answers.
    public static final PlatformLimits PUBLIC_LIMITS = new PlatformLimits(45, 1, 0);

    /// The keys of the configuration.
    public DiscordSettings(
            @Key(
                            hidden = true,
                            pattern = "[!-&(-~]+",
                            refusal =
                                    "a bot token has only letters, digits, dots, hyphens and underscores; copy it from the Developer Portal again (the value is hidden)")
                    ApiToken token,
            @Key(def = "https://discord.com/api/v10/", expected = "an address that begins with http:// or https://")
                    URI apiUrl) {
        this(token, apiUrl, OPENS_PER_MINUTE, PUBLIC_LIMITS);
    }

    /// The bot's public id, which is Base64 in the token; empty if the token does not contain it.
    public String account() {
        try {
            byte[] id = Base64.getDecoder().decode(token.reveal().split("\\.", 2)[0]);
            String text = new String(id, StandardCharsets.US_ASCII);
            return text.matches("\\d{1,20}") ? text : "";
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    public DiscordSettings {
        apiUrl = apiUrl.getPath().endsWith("/") ? apiUrl : URI.create(apiUrl + "/");
    }
}
