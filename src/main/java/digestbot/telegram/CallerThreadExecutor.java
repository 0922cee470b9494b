package digestbot.telegram;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Lets a thread that waits for a call's answer make the call itself, where OkHttp would hand it to another thread
/// and back: at thousands of requests a second those hand-overs cost more than the requests.
///
/// Calls that nobody waits for get a thread from the executor behind.
final class CallerThreadExecutor extends AbstractExecutorService {

    private static final ThreadLocal<@Nullable Deque<Runnable>> HANDED_IN = new ThreadLocal<>();

    private final ExecutorService behind;

    CallerThreadExecutor(ExecutorService behind) {
        this.behind = behind;
    }

    /// Asks for something asynchronously, which this thread is going to wait for.
    interface Question<T, E extends Exception> {
        T ask() throws E;
    }

    /// Asks, and runs what that handed in. By chance that may be the call of another thread, which then waits for
    /// this one; of several, all but one get threads of their own.
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
