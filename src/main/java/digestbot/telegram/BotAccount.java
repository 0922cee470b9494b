package digestbot.telegram;

import digestbot.content.action.Action;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// The bot's account on Telegram.
///
/// @param username without `@`
public record BotAccount(String username) {

    public static BotAccount of(User bot) {
        return new BotAccount(bot.getUserName());
    }

    public String link() {
        return "https://t.me/" + username;
    }

    /// The link that starts the bot, without the payload.
    public String startLink() {
        return link() + "?start=";
    }

    public String linkTo(Action.Linkable press) {
        return startLink() + press.payload();
    }

    /// Looks up the bot's account when it is first needed, because messages may be sent before the
    /// bot receives updates. Thread-safe.
    static final class Lookup {

        /// The pause after a failure, so that not every message waits for the same server.
        private static final Duration PAUSE = Duration.ofSeconds(10);

        private final TelegramClient client;
        private final LongSupplier nanoTime;
        private volatile @Nullable BotAccount known;
        private OptionalLong failedAt = OptionalLong.empty();
        private final AtomicBoolean asking = new AtomicBoolean();

        Lookup(TelegramClient client, LongSupplier nanoTime) {
            this.client = client;
            this.nanoTime = nanoTime;
        }

        BotAccount learn(User bot) {
            BotAccount account = BotAccount.of(bot);
            known = account;
            return account;
        }

        /// The account; empty if Telegram does not return it now.
        Optional<BotAccount> account() {
            BotAccount current = known;
            return current == null ? ask() : Optional.of(current);
        }

        /// Returns the account without waiting. If it is unknown, asks Telegram in the background
        /// for a later call.
        Optional<BotAccount> soon() {
            BotAccount current = known;
            if (current == null && asking.compareAndSet(false, true)) {
                Thread.startVirtualThread(() -> {
                    try {
                        ask();
                    } finally {
                        asking.set(false);
                    }
                });
            }
            return Optional.ofNullable(current);
        }

        private synchronized Optional<BotAccount> ask() {
            if (known == null && !hasJustFailed()) {
                try {
                    learn(client.execute(new GetMe()));
                } catch (TelegramApiException _) {
                    failedAt = OptionalLong.of(nanoTime.getAsLong());
                }
            }
            return Optional.ofNullable(known);
        }

        private boolean hasJustFailed() {
            return failedAt.isPresent() && nanoTime.getAsLong() - failedAt.getAsLong() < PAUSE.toNanos();
        }
    }
}
