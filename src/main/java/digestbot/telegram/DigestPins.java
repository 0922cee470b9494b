package digestbot.telegram;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.SubscriberStore;
import digestbot.audience.SubscriberStore.ChatFlag;
import digestbot.database.Database;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.outbox.ReplyQueue;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.pinnedmessages.PinChatMessage;
import org.telegram.telegrambots.meta.api.methods.pinnedmessages.UnpinChatMessage;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Pins the newest digest in place of the previous one, in groups and channels whose admins want
/// that. A failure is only logged, because the digest itself has arrived. If the bot may not pin,
/// the chat is told once.
record DigestPins(TelegramClient client, Database database, ReplyQueue replies) {

    private static final Logger LOG = LoggerFactory.getLogger(DigestPins.class);
    private static final SubscriberStore SUBSCRIBERS = new SubscriberStore();

    /// Pins the message in the background. Returns at once and throws nothing.
    void pin(Chat chat, String messageId) {
        try {
            if (chat.kind() == ChatType.PRIVATE || !database.read(tx -> SUBSCRIBERS.wants(tx, ChatFlag.PINS, chat))) {
                return;
            }
            var request = PinChatMessage.builder()
                    .chatId(chat.id())
                    .messageId(Integer.valueOf(messageId))
                    .disableNotification(true)
                    .build();
            var _ = client.executeAsync(request).handle((_, refused) -> {
                if (refused == null) {
                    pinned(chat, messageId);
                } else {
                    failed(chat, refused);
                }
                return true;
            });
        } catch (TelegramApiException | RuntimeException e) {
            failed(chat, e);
        }
    }

    private void pinned(Chat chat, String messageId) {
        try {
            Optional<String> before = database.write(tx -> {
                SUBSCRIBERS.markPinned(tx, chat);
                return SUBSCRIBERS.setPinned(tx, chat, messageId);
            });
            if (before.isPresent()) {
                var request = UnpinChatMessage.builder()
                        .chatId(chat.id())
                        .messageId(Integer.valueOf(before.get()))
                        .build();
                // Ignores failures: somebody may have unpinned or deleted the message.
                var _ = client.executeAsync(request).exceptionally(_ -> false);
            }
        } catch (TelegramApiException | RuntimeException e) {
            failed(chat, e);
        }
    }

    private void failed(Chat chat, Throwable failure) {
        Throwable cause = failure.getCause() instanceof TelegramApiException refused ? refused : failure;
        LOG.warn("digest not pinned in chat {}: {}", chat.id(), TelegramErrors.reason(cause));
        boolean noRights = cause instanceof TelegramApiException refused
                && TelegramErrors.result(refused) instanceof SendResult.Unreachable(Outcome outcome, String _)
                && outcome == Outcome.NO_RIGHTS;
        if (noRights) {
            tell(chat);
        }
    }

    private void tell(Chat chat) {
        try {
            database.writeWithoutResult(tx -> replies.tellOfPins(tx, chat));
        } catch (RuntimeException e) {
            LOG.warn("chat {} is not told that the bot may not pin: {}", chat.id(), e.toString());
        }
    }
}
