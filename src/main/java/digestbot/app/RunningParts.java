package digestbot.app;

import digestbot.concurrent.ParallelTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The started parts of the bot, which have to be closed even if the start was not completed.
/// Storage is closed after everything that writes.
final class RunningParts {

    /// Together less than the five seconds that [Bot#close] may take.
    private static final Duration STOP_TIMEOUT = Duration.ofMillis(4_200);

    private static final Duration WRITE_TIMEOUT = Duration.ofMillis(500);

    private final List<Runnable> work = new ArrayList<>();
    private final List<Runnable> storage = new ArrayList<>();

    /// Closed at the same time as others of its kind.
    <T> T work(T part, Consumer<T> close) {
        work.add(() -> close.accept(part));
        return part;
    }

    /// Closed after all work, the last one first.
    <T> T storage(T part, Consumer<T> close) {
        storage.addFirst(() -> close.accept(part));
        return part;
    }

    synchronized void close() {
        ParallelTasks.run(work, STOP_TIMEOUT);
        work.clear();
        List<Runnable> last = List.copyOf(storage);
        storage.clear();
        ParallelTasks.run(List.of(() -> last.forEach(Runnable::run)), WRITE_TIMEOUT);
    }
}
