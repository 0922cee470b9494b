package digestbot.discord;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Response;

/// Ends requests that take too long, including the time in which their responses are read.
///
/// One thread watches all requests, because OkHttp's own timers, one for each request and one for each read and write,
/// cost a sixth of a message's processor time.
final class CallWatch implements Interceptor {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final long longestNanos;
    private final Set<Watched> running = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean watching;

    /// @param longest the time after which a request is ended
    CallWatch(Duration longest) {
        longestNanos = longest.toNanos();
    }

    /// A request that runs.
    private static final class Watched {

        private final Call call;
        private final long deadline;
        private volatile boolean timedOut;

        Watched(Call call, long deadline) {
            this.call = call;
            this.deadline = deadline;
        }

        void check(long now) {
            if (now - deadline >= 0) {
                timedOut = true;
                call.cancel();
            }
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var watched = new Watched(chain.call(), System.nanoTime() + longestNanos);
        add(watched);
        try {
            Response response = chain.proceed(chain.request());
            response.body().source().request(Long.MAX_VALUE); // reads all of it
            return response;
        } catch (IOException e) {
            if (watched.timedOut) {
                var timeout = new InterruptedIOException("timeout");
                timeout.initCause(e);
                throw timeout;
            }
            throw e;
        } finally {
            running.remove(watched);
        }
    }

    private void add(Watched watched) {
        running.add(watched);
        lock.lock();
        try {
            if (!watching) {
                watching = true;
                Thread.ofPlatform().daemon().name("discord timeouts").start(this::watch);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Runs while there are requests.
    private void watch() {
        boolean more = true;
        while (more) {
            try {
                TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
            } catch (InterruptedException _) {
                // Nobody interrupts this thread; if somebody does, timeouts still have to be watched.
            }
            long now = System.nanoTime();
            running.forEach(watched -> watched.check(now));
            lock.lock();
            try {
                more = !running.isEmpty();
                watching = more;
            } finally {
                lock.unlock();
            }
        }
    }
}
