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

    private static final ThreadLocal<@Nullable Deque<Runnable>> HANDED_IN = new ThreadLocal<>();

    private final ExecutorService behind;

    CallerThreadExecutor(ExecutorService behind) {
        this.behind = behind;
    }

    /// Starts an asynchronous call that this thread will wait for.
    interface Question<T, E extends Exception> {
        T ask() throws E;
    }

    /// Starts the call and runs the task that was submitted meanwhile. That may happen to be
    /// another thread's task, which then waits for this one; if there are several, all but one run
    /// on the delegate.
    <T, E extends Exception> T here(Question<T, E> question) throws E {
        var calls = new ArrayDeque<Runnable>(1);
        HANDED_IN.set(calls);
        T answer;
        try {
            answer = question.ask();
        } finally {
            HANDED_IN.remove();
        }
        Runnable own = calls.pollLast();
        calls.forEach(behind::execute);
        if (own != null) {
            own.run();
        }
        return answer;
    }

    @Override
    public void execute(Runnable call) {
        Deque<Runnable> calls = HANDED_IN.get();
        if (calls == null) {
            behind.execute(call);
        } else {
            calls.add(call);
        }
    }

    @Override
    public void shutdown() {
        behind.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return behind.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return behind.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return behind.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return behind.awaitTermination(timeout, unit);
    }
}
