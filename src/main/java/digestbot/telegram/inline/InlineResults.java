package digestbot.telegram.inline;

import digestbot.chat.api.InlineAnswer.SharedView;
import digestbot.i18n.SharePhrase;
import digestbot.i18n.Texts;
import digestbot.markdown.WebAddress;
import java.util.List;
import org.telegram.telegrambots.meta.api.methods.ParseMode;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.inlinequery.inputmessagecontent.InputTextMessageContent;
import org.telegram.telegrambots.meta.api.objects.inlinequery.result.InlineQueryResult;
import org.telegram.telegrambots.meta.api.objects.inlinequery.result.InlineQueryResultArticle;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

/// Makes the results of an inline query of views of digests.
final class InlineResults {

    private final BotAccount account;
    private final InlineText text;

    InlineResults(BotAccount account, InlineText text) {
        this.account = account;
        this.text = text;
    }

    /// A result, which sends the view with a button that opens it in the bot. Its id is at most 64
    /// bytes, because the press fits into a button.
    InlineQueryResult of(SharedView view, Texts texts) {
        String link = account.linkTo(view.opens());
        InlineKeyboardButton open = InlineKeyboardButton.builder()
                .text(texts.format(SharePhrase.OPEN_BUTTON))
                .url(link)
                .build();
        return InlineQueryResultArticle.builder()
                .id(view.opens().payload())
                .title(view.title())
                .description(view.description())
                .inputMessageContent(InputTextMessageContent.builder()
                        .messageText(text.of(view.content(), new WebAddress(link), texts.format(SharePhrase.READ_ON)))
                        .parseMode(ParseMode.HTML)
                        .linkPreviewOptions(
                                LinkPreviewOptions.builder().isDisabled(true).build())
                        .build())
                .replyMarkup(new InlineKeyboardMarkup(List.of(new InlineKeyboardRow(open))))
                .build();
    }
}
