package digestbot.telegram;

import digestbot.audience.Chat;
import digestbot.cache.LruCache;
import digestbot.content.TextShortener;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.telegram.telegrambots.meta.api.methods.forum.CreateForumTopic;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Opens threads in private chats, one for each topic of the news. The Bot API calls them forum
/// topics. Thread-safe.
final class OwnThreads {

    private static final int MAX_NAME_LENGTH = 128;
    private static final int MAX_KEPT = 1_000;

    private final TelegramClient client;

    /// The threads that were opened for a message that has not been sent yet, so that the next
    /// attempt does not open another one.
    private final LruCache<Opened, Integer> opened = new LruCache<>(MAX_KEPT);

    private record Opened(long chat, String name) {}

    /// The client must not wait long, because a delivery is sent after the answer.
    OwnThreads(TelegramClient client) {
        this.client = client;
    }

    /// Opens a thread and sends a message there. A chat that cannot have threads gets the message
    /// itself. The name is cut to the length that the Bot API accepts. A message that was sent has
    /// the new thread, or 0 if there is none.
    SendResult sendInOwn(Chat chat, String name, Function<Destination, SendResult> send) {
        if (name.isBlank()) {
            return inThread(send.apply(new Destination(chat, 0)), 0);
        }
        var key = new Opened(chat.id(), TextShortener.shorten(MAX_NAME_LENGTH, name));
        int thread;
        try {
            thread = open(key);
        } catch (TelegramApiException e) {
            return switch (TelegramMessenger.failed(e)) {
                case SendResult.Rejected _, SendResult.ThreadGone _ ->
                    inThread(send.apply(new Destination(chat, 0)), 0);
                // The message itself was not sent for certain.
                case SendResult.Unconfirmed(var outcome, String why) -> new SendResult.NotSent(outcome, why);
                case SendResult other -> other;
            };
        }
        SendResult result = inThread(send.apply(new Destination(chat, thread)), thread);
        if (result instanceof SendResult.ThreadGone(Outcome _, String why)) {
            // The reader deleted it while it was empty. The next attempt opens another one.
            opened.remove(key);
            return new SendResult.NotSent(why);
        }
        if (result instanceof SendResult.Sent) {
            opened.remove(key);
        }
        return result;
    }

    private static SendResult inThread(SendResult result, int thread) {
        return result instanceof SendResult.Sent(String id, OptionalLong _)
                ? new SendResult.Sent(id, OptionalLong.of(thread))
                : result;
    }

    private int open(Opened key) throws TelegramApiException {
        Optional<Integer> known = opened.find(key);
        if (known.isPresent()) {
            return known.get();
        }
        int thread = client.execute(new CreateForumTopic(Long.toString(key.chat()), key.name()))
                .getMessageThreadId();
        opened.put(key, thread);
        return thread;
    }
}
