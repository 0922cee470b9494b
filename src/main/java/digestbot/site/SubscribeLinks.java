package digestbot.site;

import java.util.Optional;
import java.util.regex.Pattern;

/// The links by which readers of the site get its digests in chats.
///
/// @param telegram the address of Telegram's apps, before the name of a bot
/// @param telegramBot the name of the bot without `@`; empty if there is none or it is not known
///     yet
/// @param discordApplication the id of the application; empty if there is none
public record SubscribeLinks(String telegram, Optional<String> telegramBot, Optional<String> discordApplication) {

    public static final String TELEGRAM = "https://t.me/";

    public static final SubscribeLinks NONE = new SubscribeLinks(Optional.empty(), Optional.empty());

    /// The payloads that Telegram accepts in a link.
    private static final Pattern PAYLOAD = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public SubscribeLinks(Optional<String> telegramBot, Optional<String> discordApplication) {
        this(TELEGRAM, telegramBot, discordApplication);
    }

    /// The link that subscribes to the topic, or starts the bot.
    Optional<String> telegram(Optional<String> topic) {
        String payload =
                topic.filter(PAYLOAD.asMatchPredicate()).map("?start="::concat).orElse("");
        return telegramBot.map(name -> telegram + name + payload);
    }

    /// The link that adds the bot to a server.
    Optional<String> discord() {
        return discordApplication.map("https://discord.com/oauth2/authorize?client_id="::concat);
    }
}
