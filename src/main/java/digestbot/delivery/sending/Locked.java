package digestbot.delivery.sending;

import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;

/// Work that is done while a lock is held.
final class Locked {

    private Locked() {}

    static <T> T locked(Lock lock, Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    static void locked(Lock lock, Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
