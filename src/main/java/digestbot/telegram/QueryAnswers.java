package digestbot.telegram;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Answers callback queries; ignores failures.
record QueryAnswers(TelegramClient client) {

    private static final Logger LOG = LoggerFactory.getLogger(QueryAnswers.class);

    /// Sends the answer and returns at once. The answer stops the button's spinner, shows the text
    /// over the screen and opens the URL. Text and URL may be empty.
    void send(String queryId, String text, String url) {
        var answer = AnswerCallbackQuery.builder()
                .callbackQueryId(queryId)
                .text(text.isEmpty() ? null : text)
                .url(url.isEmpty() ? null : url)
                .build();
        try {
            var _ = client.executeAsync(answer).whenComplete((_, failure) -> {
                if (failure != null) {
                    failed(failure);
                }
            });
        } catch (TelegramApiException e) {
            failed(e);
        }
    }

    private static void failed(Throwable failure) {
        LOG.debug("answering a callback query failed: {}", TelegramErrors.reason(failure));
    }
}
