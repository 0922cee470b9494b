package digestbot.web;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/// Reads the beginning of an answer and closes the connection if there is more.
public final class BoundedBody implements BodySubscriber<String> {

    /// The bytes that are read.
    public static final int MAX_BYTES = 4 * 1024;

    private final CompletableFuture<String> body = new CompletableFuture<>();
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private final AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();

    @Override
    public CompletionStage<String> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription started) {
        subscription.set(started);
        started.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            byte[] bytes = new byte[Math.min(part.remaining(), MAX_BYTES - beginning.size())];
            part.get(bytes);
            beginning.writeBytes(bytes);
        }
        if (beginning.size() >= MAX_BYTES) {
            subscription.get().cancel();
            onComplete();
        } else {
            subscription.get().request(1);
        }
    }

    @Override
    public void onError(Throwable broken) {
        body.completeExceptionally(broken);
    }

    @Override
    public void onComplete() {
        body.complete(beginning.toString(StandardCharsets.UTF_8));
    }
}
