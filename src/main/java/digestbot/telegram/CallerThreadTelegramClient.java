package digestbot.telegram;

import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/// A Telegram client that executes blocking requests on the calling thread.
final class CallerThreadTelegramClient extends OkHttpTelegramClient {

    private final CallerThreadExecutor threads;

    CallerThreadTelegramClient(OkHttpClient http, CallerThreadExecutor threads, TelegramSettings settings) {
        super(http, settings.token().reveal(), settings.url());
        this.threads = threads;
    }

    @Override
    public <T extends Serializable, M extends BotApiMethod<T>> T execute(M method) throws TelegramApiException {
        CompletableFuture<T> answer = threads.callOnThisThread(() -> super.executeAsync(method));
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TelegramApiException refusal
                    ? refusal
                    : executionFailed(method, e.getCause());
        } catch (InterruptedException e) {
            throw executionFailed(method, e);
        }
    }

    private static TelegramApiException executionFailed(BotApiMethod<?> method, @Nullable Throwable cause) {
        return new TelegramApiException("Unable to execute " + method.getMethod() + " method", cause);
    }
}
