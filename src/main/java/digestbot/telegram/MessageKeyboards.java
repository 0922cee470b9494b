package digestbot.telegram;

import digestbot.content.Button;
import digestbot.content.action.Action;
import digestbot.markdown.WebAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.ForceReplyKeyboard;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.ReplyKeyboard;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

/// Converts the buttons of messages to the Bot API's keyboards. Looks up the account only if a
/// button links to the bot, and omits that button while the account is unknown.
record MessageKeyboards(Supplier<Optional<BotAccount>> account) {

    /// Marks the current view or choice.
    private static final String CURRENT = "✓ ";

    /// The address of the dialogue that sends a link, except for the link.
    private static final String SHARE_LINK = "https://t.me/share/url?url=";

    /// Creates keyboards without buttons that link to the bot.
    static final MessageKeyboards OF_ANY_ACCOUNT = new MessageKeyboards(Optional::empty);

    /// The buttons below a new message, or the reply field.
    @Nullable
    ReplyKeyboard below(TelegramMessage message) {
        for (List<Button> row : message.keyboard()) {
            for (Button button : row) {
                if (button.action() instanceof Button.Action.AskForReply) {
                    return ForceReplyKeyboard.builder()
                            .forceReply(true)
                            .inputFieldPlaceholder(button.label())
                            .build();
                }
            }
        }
        return inline(message);
    }

    /// The buttons of an edited message, which may have no other kind of keyboard.
    @Nullable
    InlineKeyboardMarkup inline(TelegramMessage message) {
        List<InlineKeyboardRow> rows = new ArrayList<>();
        for (List<Button> buttons : message.keyboard()) {
            var row = new InlineKeyboardRow();
            buttons.forEach(each -> button(each).ifPresent(row::add));
            if (!row.isEmpty()) {
                rows.add(row);
            }
        }
        return rows.isEmpty() ? null : new InlineKeyboardMarkup(rows);
    }

    private Optional<InlineKeyboardButton> button(Button button) {
        String label = label(button);
        return switch (button.action()) {
            case Button.Action.Callback(var press) -> Optional.of(callback(button, label, press));
            case Button.Action.Menu(var press, var _, var _) -> Optional.of(callback(button, label, press));
            case Button.Action.OpenUrl(var address) ->
                Optional.of(InlineKeyboardButton.builder()
                        .text(label)
                        .url(address.url())
                        .build());
            case Button.Action.ShareInChat(var view, var page) ->
                page.map(WebAddress::url)
                        .or(() -> account.get().map(bot -> bot.linkTo(view)))
                        .map(link -> share(label, link));
            case Button.Action.AskForReply() -> Optional.empty();
        };
    }

    private static InlineKeyboardButton callback(Button button, String label, Action press) {
        return InlineKeyboardButton.builder()
                .text(label)
                .callbackData(press.encode())
                .style(style(button))
                .build();
    }

    static String label(Button button) {
        return button.current() ? CURRENT + button.label() : button.label();
    }

    /// The Bot API's name of the colour; null for the client's default.
    private static @Nullable String style(Button button) {
        return switch (button.effect()) {
            case PLAIN -> null;
            case SENDS -> "success";
            case REMOVES -> "danger";
        };
    }

    /// Opens Telegram's own dialogue to send a link.
    private static InlineKeyboardButton share(String label, String link) {
        return InlineKeyboardButton.builder()
                .text(label)
                .url(SHARE_LINK + URLEncoder.encode(link, StandardCharsets.UTF_8))
                .build();
    }
}
