package digestbot.telegram.inline;

import digestbot.chat.api.InlineAnswer.SharedView;
import digestbot.content.WebPage;
import digestbot.i18n.SharePhrase;
import digestbot.i18n.Texts;
import digestbot.markdown.WebAddress;
import java.util.List;
import java.util.Optional;
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

    /// A result, which sends the view with a button that opens it in the bot, and one that opens its web
    /// page if it has one. The message then shows a preview of the page. The result's id is at most 64
    /// bytes, because the press fits into a button.
    InlineQueryResult of(SharedView view, Texts texts) {
        String link = account.linkTo(view.opens());
        Optional<WebPage> page = view.content().page();
        WebPage rest = page.orElseGet(() -> new WebPage(new WebAddress(link), texts.format(SharePhrase.READ_ON)));
        var buttons = new InlineKeyboardRow(button(texts.format(SharePhrase.OPEN_BUTTON), link));
        page.ifPresent(found -> buttons.add(
                button(texts.format(SharePhrase.WEB_BUTTON), found.address().url())));
        return InlineQueryResultArticle.builder()
                .id(view.opens().payload())
                .title(view.title())
                .description(view.description())
                .inputMessageContent(InputTextMessageContent.builder()
                        .messageText(text.of(view.content(), rest))
                        .parseMode(ParseMode.HTML)
                        .linkPreviewOptions(preview(page))
                        .build())
                .replyMarkup(new InlineKeyboardMarkup(List.of(buttons)))
                .build();
    }

    private static InlineKeyboardButton button(String label, String url) {
        return InlineKeyboardButton.builder().text(label).url(url).build();
    }

    private static LinkPreviewOptions preview(Optional<WebPage> page) {
        return page.isPresent()
                ? LinkPreviewOptions.builder()
                        .urlField(page.orElseThrow().address().url())
                        .build()
                : LinkPreviewOptions.builder().isDisabled(true).build();
    }
}
