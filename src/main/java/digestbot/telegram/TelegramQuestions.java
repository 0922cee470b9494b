package digestbot.telegram;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.MemberStatus;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// The small requests that go with handling an update. They fail without consequence.
final class TelegramQuestions {

    private static final Logger LOG = LoggerFactory.getLogger(TelegramQuestions.class);
    private static final Set<String> MANAGERS = Set.of(MemberStatus.CREATOR, MemberStatus.ADMINISTRATOR);

    private final TelegramClient client;

    TelegramQuestions(TelegramClient client) {
        this.client = client;
    }

    /// Whether the user is an admin of the chat; no, if Telegram does not say so within seconds.
    boolean isManager(long chat, long user) {
        try {
            return MANAGERS.contains(client.execute(
                            GetChatMember.builder().chatId(chat).userId(user).build())
                    .getStatus());
        } catch (TelegramApiException e) {
            LOG.warn("Telegram does not say who manages chat {}: {}", chat, TelegramErrors.why(e));
            return false;
        }
    }

    /// Ends the wait of the person who pressed; does not wait itself.
    void answer(AnswerCallbackQuery answer) {
        try {
            var _ = client.executeAsync(answer).whenComplete((_, failure) -> {
                if (failure != null) {
                    LOG.debug("a press could not be answered: {}", reason(failure));
                }
            });
        } catch (TelegramApiException e) {
            LOG.debug("a press could not be answered: {}", TelegramErrors.why(e));
        }
    }

    private static String reason(Throwable failure) {
        return failure instanceof TelegramApiException e
                ? TelegramErrors.why(e)
                : failure.getClass().getSimpleName();
    }
}
