package digestbot.telegram;

import digestbot.config.Key;
import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.PlatformLimits;
import java.net.URI;
import java.util.Locale;
import org.telegram.telegrambots.meta.TelegramUrl;

/// The address of the Bot API server has a scheme, host and port; the client library supports no
/// path prefix.
public record TelegramSettings(ApiToken token, URI apiUrl, PlatformLimits limits) {

    /// The keys of the configuration. 30 messages per second are free.
    TelegramSettings(
            @Key(
                            hidden = true,
                            pattern = "\\d+:[A-Za-z0-9_-]+",
                            refusal =
                                    "not a bot token; @BotFather issues tokens such as 123456:ABC-DEF (the value is hidden)")
                    ApiToken token,
            @Key(
                            def = "https://api.telegram.org",
                            pattern = "\\w+://[^/]*/?",
                            expected = "an address that begins with http:// or https://, without a path")
                    URI apiUrl,
            @Key(
                            def = "0",
                            pattern = "0|3[1-9]|[4-9]\\d|\\d{3}|1000",
                            expected = "0, or a whole number from 31 to 1,000")
                    int paidPerSecond) {
        this(token, apiUrl, new PlatformLimits(30, 1, 20, paidPerSecond));
    }

    public TelegramSettings(ApiToken token, URI apiUrl) {
        this(token, apiUrl, 0);
    }

    TelegramUrl url() {
        String scheme = apiUrl.getScheme().toLowerCase(Locale.ROOT);
        int port = apiUrl.getPort() >= 0 ? apiUrl.getPort() : scheme.equals("https") ? 443 : 80;
        return new TelegramUrl(scheme, apiUrl.getHost(), port, false);
    }
}
