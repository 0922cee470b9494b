package digestbot.telegram;

import digestbot.audience.Person;
import digestbot.chat.CommandHandler;
import digestbot.chat.InlineAnswer;
import digestbot.chat.InlineAnswer.SharedView;
import digestbot.chat.InlineQuestion;
import digestbot.concurrent.FewThreads;
import digestbot.content.Content;
import digestbot.content.WebPage;
import digestbot.content.paging.MessagePacker;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.i18n.Texts;
import digestbot.markdown.WebAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.AnswerInlineQuery;
import org.telegram.telegrambots.meta.api.methods.ParseMode;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.inlinequery.InlineQuery;
import org.telegram.telegrambots.meta.api.objects.inlinequery.inputmessagecontent.InputTextMessageContent;
import org.telegram.telegrambots.meta.api.objects.inlinequery.result.InlineQueryResult;
import org.telegram.telegrambots.meta.api.objects.inlinequery.result.InlineQueryResultArticle;
import org.telegram.telegrambots.meta.api.objects.inlinequery.result.InlineQueryResultsButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Answers inline queries. A query changes nothing and is worthless after some seconds, so it is
/// read without a write transaction, and failures are ignored.
final class InlineQueryAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(InlineQueryAnswers.class);

    /// The time for which Telegram gives a person the same answer again. It is short, because a
    /// digest may be published or withdrawn meanwhile.
    private static final int CACHE_SECONDS = 30;

    /// How long a query waits for its turn: the person types on.
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /// The queries that are answered or wait for that.
    private static final int MAX_WAITING = 16;

    private final QueryAnswers answers;
    private final Database database;
    private final CommandHandler commandHandler;
    private final Duration patience;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final FewThreads searching = new FewThreads("inline-query", 1);
    private final RepeatedFailureLog failureLog =
            new RepeatedFailureLog(LOG, "answering inline queries failed", "answering inline queries works again");

    InlineQueryAnswers(TelegramClient client, Database database, CommandHandler commandHandler, Duration patience) {
        answers = new QueryAnswers(client);
        this.database = database;
        this.commandHandler = commandHandler;
        this.patience = patience;
    }

    /// Answers in another thread, because a search takes longer than other updates and needs no
    /// order with them. If too many queries are being answered, this one gets no answer.
    void answer(BotAccount account, Person person, InlineQuery query) {
        if (!waiting.tryAcquire()) {
            LOG.debug("too many inline queries at a time");
            return;
        }
        Thread.ofVirtual().name("inline-query").start(() -> {
            try {
                answerInTurn(account, person, query);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                waiting.release();
            }
        });
    }

    private void answerInTurn(BotAccount account, Person person, InlineQuery query) throws InterruptedException {
        try {
            var question = new InlineQuestion(person, query.getQuery(), offset(query.getOffset()));
            searching
                    .call(patience, () -> request(account, query.getId(), answer(question)))
                    .flatMap(request -> request)
                    .ifPresent(answers::send);
            failureLog.recovered();
        } catch (RuntimeException e) {
            failureLog.failed(e);
        }
    }

    private InlineAnswer answer(InlineQuestion question) {
        return database.read(transaction -> commandHandler.answer(transaction, question));
    }

    private Optional<AnswerInlineQuery> request(BotAccount account, String query, InlineAnswer answer) {
        return switch (answer) {
            case InlineAnswer.Views(String language, List<SharedView> views, OptionalInt next) -> {
                Texts texts = Texts.of(language);
                yield Optional.of(AnswerInlineQuery.builder()
                        .inlineQueryId(query)
                        .results(views.stream()
                                .map(view -> result(account, view, texts))
                                .toList())
                        .isPersonal(true)
                        .cacheTime(CACHE_SECONDS)
                        .nextOffset(next.isPresent() ? Integer.toString(next.getAsInt()) : "")
                        .build());
            }
            case InlineAnswer.Notice(String sentence, var opens) ->
                Optional.of(AnswerInlineQuery.builder()
                        .inlineQueryId(query)
                        .results(List.of())
                        .isPersonal(true)
                        .cacheTime(CACHE_SECONDS)
                        .button(InlineQueryResultsButton.builder()
                                .text(sentence)
                                .startParameter(opens.payload())
                                .build())
                        .build());
            case InlineAnswer.Silence() -> Optional.empty();
        };
    }

    /// The offset that an earlier answer gave; anything else begins again.
    private static int offset(String given) {
        return given != null && given.matches("\\d{1,6}") ? Integer.parseInt(given) : 0;
    }

    /// A result, which sends the view with a button that opens it in the bot, and one that
    /// opens its web page if it has one. The message then shows a preview of the page. The
    /// result's id is at most 64 bytes, because the press fits into a button.
    private static InlineQueryResult result(BotAccount account, SharedView view, Texts texts) {
        String link = account.linkTo(view.opens());
        Optional<WebPage> page = view.content().page();
        WebPage rest = page.orElseGet(() -> new WebPage(new WebAddress(link), texts.format("share-read-on")));
        var buttons = new InlineKeyboardRow(button(texts.format("share-open-button"), link));
        page.ifPresent(found -> buttons.add(
                button(texts.format("share-read-on-web"), found.address().url())));
        return InlineQueryResultArticle.builder()
                .id(view.opens().payload())
                .title(view.title())
                .description(view.description())
                .inputMessageContent(InputTextMessageContent.builder()
                        .messageText(text(view.content(), rest))
                        .parseMode(ParseMode.HTML)
                        .linkPreviewOptions(preview(page))
                        .build())
                .replyMarkup(new InlineKeyboardMarkup(List.of(buttons)))
                .build();
    }

    /// The text is a single message, so a long view ends with a link to the rest.
    private static String text(Content view, WebPage rest) {
        Content whole = Content.of(view.panels(), List.of()).withPage(Optional.of(rest));
        return TelegramRenderer.render(
                        MessagePacker.pages(whole, TelegramRenderer.budget()).getFirst())
                .text();
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
