package digestbot.telegram;

import digestbot.action.Action;
import digestbot.telegram.TelegramMessage.InlineButton;
import digestbot.telegram.inline.BotAccount;
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
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.CopyTextButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.SwitchInlineQueryChosenChat;

/// Converts the buttons of messages to the Bot API's keyboards. Buttons that the bot's account does
/// not support are left out. The account is asked for only if a button depends on it; it is empty
/// if it is unknown.
record MessageKeyboards(Supplier<Optional<BotAccount>> account) {

    /// The longest text that a button of Telegram copies.
    private static final int LONGEST_COPY_TEXT = 256;

    /// The address of the dialogue that sends a link, up to the link.
    private static final String SHARE_LINK = "https://t.me/share/url?url=";

    /// Keyboards without the buttons that depend on the account.
    static final MessageKeyboards OF_ANY_ACCOUNT = new MessageKeyboards(Optional::empty);

    /// The buttons below a new message, or the field for a reply.
    @Nullable
    ReplyKeyboard below(TelegramMessage message) {
        for (List<InlineButton> row : message.keyboard()) {
            for (InlineButton button : row) {
                if (button instanceof InlineButton.ReplyField field) {
                    return ForceReplyKeyboard.builder()
                            .forceReply(true)
                            .inputFieldPlaceholder(field.label())
                            .build();
                }
            }
        }
        return inline(message);
    }

    /// An edited message may have no other keyboard.
    @Nullable
    InlineKeyboardMarkup inline(TelegramMessage message) {
        List<InlineKeyboardRow> rows = new ArrayList<>();
        for (List<InlineButton> buttons : message.keyboard()) {
            var row = new InlineKeyboardRow();
            buttons.forEach(each -> button(each).ifPresent(row::add));
            if (!row.isEmpty()) {
                rows.add(row);
            }
        }
        return rows.isEmpty() ? null : new InlineKeyboardMarkup(rows);
    }

    private Optional<InlineKeyboardButton> button(InlineButton button) {
        return switch (button) {
            case InlineButton.CallbackButton(String label, String data, var style) ->
                Optional.of(InlineKeyboardButton.builder()
                        .text(label)
                        .callbackData(data)
                        .style(style.orElse(null))
                        .build());
            case InlineButton.UrlButton(String label, String url) ->
                Optional.of(InlineKeyboardButton.builder().text(label).url(url).build());
            case InlineButton.ShareButton(String label, String query, Optional<String> page) ->
                account.get()
                        .filter(BotAccount::inlineMode)
                        .map(_ -> share(label, query))
                        .or(() -> page.map(address -> sharePage(label, address)));
            case InlineButton.CopyLinkButton(String label, Action.Linkable press, Optional<String> page) ->
                page.filter(address -> address.length() <= LONGEST_COPY_TEXT)
                        .or(() -> account.get().map(known -> known.linkTo(press)))
                        .map(link -> copy(label, link));
            case InlineButton.ReplyField _ -> Optional.empty();
        };
    }

    private static InlineKeyboardButton share(String label, String query) {
        return InlineKeyboardButton.builder()
                .text(label)
                .switchInlineQueryChosenChat(SwitchInlineQueryChosenChat.builder()
                        .requestId(query) // the library's name of the query
                        .allowUserChats(true)
                        .allowGroupChats(true)
                        .allowChannelChats(true)
                        .build())
                .build();
    }

    /// Opens Telegram's own dialogue to send a link.
    private static InlineKeyboardButton sharePage(String label, String page) {
        return InlineKeyboardButton.builder()
                .text(label)
                .url(SHARE_LINK + URLEncoder.encode(page, StandardCharsets.UTF_8))
                .build();
    }

    private static InlineKeyboardButton copy(String label, String link) {
        return InlineKeyboardButton.builder()
                .text(label)
                .copyText(CopyTextButton.builder().text(link).build())
                .build();
    }
}
