package digestbot.telegram;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethodBoolean;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Answers callback and inline queries; failures are ignored.
record QueryAnswers(TelegramClient client) {

    private static final Logger LOG = LoggerFactory.getLogger(QueryAnswers.class);

    /// Returns at once. The answer stops the button's spinner, shows the text over the screen and
    /// opens the URL; both may be empty.
    void send(String queryId, String text, String url) {
        send(AnswerCallbackQuery.builder()
                .callbackQueryId(queryId)
                .text(text.isEmpty() ? null : text)
                .url(url.isEmpty() ? null : url)
                .build());
    }

    /// Returns at once.
    void send(BotApiMethodBoolean answer) {
        try {
            var _ = client.executeAsync(answer).whenComplete((_, failure) -> {
                if (failure != null) {
                    failed(answer, failure);
                }
            });
        } catch (TelegramApiException e) {
            failed(answer, e);
        }
    }

    private static void failed(BotApiMethodBoolean answer, Throwable failure) {
        LOG.debug("{} failed: {}", answer.getMethod(), TelegramErrors.reason(failure));
    }
}
