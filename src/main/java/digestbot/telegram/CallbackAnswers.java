package digestbot.telegram;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Answers callback queries; failures are ignored.
final class CallbackAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(CallbackAnswers.class);

    private final TelegramClient client;

    CallbackAnswers(TelegramClient client) {
        this.client = client;
    }

    /// Sends the answer asynchronously, which stops the button's spinner.
    void send(AnswerCallbackQuery answer) {
        try {
            var _ = client.executeAsync(answer).whenComplete((_, failure) -> {
                if (failure != null) {
                    LOG.debug("answering a button press failed: {}", TelegramErrors.reason(failure));
                }
            });
        } catch (TelegramApiException e) {
            LOG.debug("answering a button press failed: {}", TelegramErrors.reason(e));
        }
    }
}
