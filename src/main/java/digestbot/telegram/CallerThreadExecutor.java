package digestbot.telegram;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs a call on the thread that waits for its response. OkHttp would hand it to another thread
/// and back, which costs more than the request itself at thousands of requests per second.
///
/// Other calls run on the delegate executor.
final class CallerThreadExecutor extends AbstractExecutorService {

    private static final ThreadLocal<@Nullable Deque<Runnable>> SUBMITTED = new ThreadLocal<>();

    private final ExecutorService delegate;

    CallerThreadExecutor(ExecutorService delegate) {
        this.delegate = delegate;
    }

    /// Starts an asynchronous call that this thread will wait for.
    interface AsyncCall<T, E extends Exception> {
        T start() throws E;
    }

    /// Starts the call and runs the task that was submitted in the meantime. That may be another
    /// thread's task, which then waits for this one; if there are several, all but one run on the
    /// delegate.
    <T, E extends Exception> T callOnThisThread(AsyncCall<T, E> asyncCall) throws E {
        var calls = new ArrayDeque<Runnable>(1);
        SUBMITTED.set(calls);
        T answer;
        try {
            answer = asyncCall.start();
        } finally {
            SUBMITTED.remove();
        }
        Runnable own = calls.pollLast();
        calls.forEach(delegate::execute);
        if (own != null) {
            own.run();
        }
        return answer;
    }

    @Override
    public void execute(Runnable call) {
        Deque<Runnable> calls = SUBMITTED.get();
        if (calls == null) {
            delegate.execute(call);
        } else {
            calls.add(call);
        }
    }

    @Override
    public void shutdown() {
        delegate.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return delegate.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return delegate.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return delegate.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return delegate.awaitTermination(timeout, unit);
    }
}
