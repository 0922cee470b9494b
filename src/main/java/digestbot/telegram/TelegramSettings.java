package digestbot.telegram;

import digestbot.delivery.api.ApiToken;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.telegram.telegrambots.meta.TelegramUrl;

/// The address of the Bot API server has a scheme, host and port; the client library supports no
/// path prefix.
public record TelegramSettings(ApiToken token, URI apiUrl) {

    public static final URI PUBLIC_API = URI.create("https://api.telegram.org");

    public TelegramSettings {
        String scheme = apiUrl.getScheme() == null ? "" : apiUrl.getScheme().toLowerCase(Locale.ROOT);
        String path = apiUrl.getRawPath() == null ? "" : apiUrl.getRawPath();
        if (!Set.of("http", "https").contains(scheme)
                || apiUrl.getHost() == null
                || !Set.of("", "/").contains(path)) {
            throw new IllegalArgumentException("the Bot API server's address must be http(s)://host[:port] without a"
                    + " path, such as " + PUBLIC_API);
        }
    }

    /// The public id of the bot's account, which is a part of the token.
    public String account() {
        String secret = token.reveal();
        return secret.substring(0, Math.max(0, secret.indexOf(':')));
    }

    TelegramUrl url() {
        String scheme = apiUrl.getScheme().toLowerCase(Locale.ROOT);
        int port = apiUrl.getPort() >= 0 ? apiUrl.getPort() : scheme.equals("https") ? 443 : 80;
        return new TelegramUrl(scheme, apiUrl.getHost(), port, false);
    }
}
