package digestbot.telegram;

import digestbot.action.Action;
import org.telegram.telegrambots.meta.api.objects.User;

/// The bot's account on Telegram.
///
/// @param username without `@`
/// @param inlineMode true if people can ask the bot in any chat, as its owner decided at BotFather
/// @param opensThreads true if it can open threads in private chats, as its owner decided there
public record BotAccount(String username, boolean inlineMode, boolean opensThreads) {

    public static BotAccount of(User bot) {
        return new BotAccount(
                bot.getUserName(),
                Boolean.TRUE.equals(bot.getSupportInlineQueries()),
                Boolean.TRUE.equals(bot.getHasTopicsEnabled()));
    }

    public String link() {
        return "https://t.me/" + username;
    }

    /// The link that starts the bot, up to the payload.
    public String startLink() {
        return link() + "?start=";
    }

    public String linkTo(Action.Linkable press) {
        return startLink() + press.payload();
    }
}
