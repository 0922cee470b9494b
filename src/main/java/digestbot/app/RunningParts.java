package digestbot.app;

import digestbot.concurrent.ParallelTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The parts of the bot that were started and have to be closed, whether the start was completed or
/// not. Storage is closed after everything that writes.
final class RunningParts {

    /// Together less than the five seconds that [Bot#close] may take.
    private static final Duration STOP_TIMEOUT = Duration.ofMillis(4_200);

    private static final Duration WRITE_TIMEOUT = Duration.ofMillis(500);

    private final List<Runnable> work = new ArrayList<>();
    private final List<Runnable> storage = new ArrayList<>();

    /// Adds a part that is closed at the same time as others of its kind.
    <T> T work(T part, Consumer<T> close) {
        work.add(() -> close.accept(part));
        return part;
    }

    /// Adds a part that is closed after all work, the last one first.
    <T> T storage(T part, Consumer<T> close) {
        storage.addFirst(() -> close.accept(part));
        return part;
    }

    /// Closes every part once.
    synchronized void close() {
        ParallelTasks.run(work, STOP_TIMEOUT);
        work.clear();
        List<Runnable> last = List.copyOf(storage);
        storage.clear();
        ParallelTasks.run(List.of(() -> last.forEach(Runnable::run)), WRITE_TIMEOUT);
    }
}
