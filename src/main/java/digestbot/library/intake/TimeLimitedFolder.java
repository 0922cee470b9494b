package digestbot.library.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A source that never keeps its caller waiting for long: whatever asks the disk does so on a thread of its own, which
/// is left behind when the disk does not answer. What it says at last is dropped.
///
/// A single file that hangs is skipped for as long as it does. A second one, or a listing that hangs, ends the look,
/// and no further one begins before the disk answers: at most two threads are ever left behind.
final class TimeLimitedFolder implements FileSource {

    private static final String LISTING = "the folder's listing";
    private static final int MOST_LEFT_BEHIND = 2;

    private final FileSource source;
    private final Duration longest;
    private final List<Left> leftBehind = new ArrayList<>();
    private @Nullable ExecutorService worker;

    /// Something that the disk has not answered.
    private record Left(String what, Future<?> answer) {}

    /// @param longest for how long the disk may say nothing
    TimeLimitedFolder(FileSource source, Duration longest) {
        this.source = source;
        this.longest = longest;
    }

    /// @param progress called as long as this waits; a listing that was left behind goes on without
    /// @throws FolderHangsException if the disk does not answer
    @Override
    public FolderListing list(Runnable progress) {
        forgetTheAnswered();
        if (hangs(LISTING) || leftBehind.size() >= MOST_LEFT_BEHIND) {
            throw new FolderUnresponsiveException("the disk still does not answer for "
                    + leftBehind.getFirst().what());
        }
        var seen = new AtomicLong();
        var leftAlone = new AtomicBoolean();
        try {
            return ask(
                    LISTING,
                    seen,
                    () -> source.list(() -> {
                        seen.incrementAndGet();
                        if (!leftAlone.get()) {
                            progress.run();
                        }
                    }));
        } finally {
            leftAlone.set(true);
        }
    }

    /// @throws FolderHangsException if the disk does not answer, for a second file
    @Override
    public DigestFolder.Reading read(ScannedFile sighting, long limit) {
        forgetTheAnswered();
        if (hangs(sighting.path())) {
            return hangingFile();
        }
        try {
            return ask(sighting.path(), new AtomicLong(), () -> source.read(sighting, limit));
        } catch (FolderUnresponsiveException e) {
            if (leftBehind.size() >= MOST_LEFT_BEHIND) {
                throw e;
            }
            return hangingFile();
        }
    }

    private DigestFolder.Reading hangingFile() {
        return new DigestFolder.Reading.Unreadable(
                "cannot be read: the disk does not answer within " + longest.toSeconds() + " s");
    }

    private boolean hangs(String what) {
        return leftBehind.stream().anyMatch(left -> left.what().equals(what));
    }

    private void forgetTheAnswered() {
        leftBehind.removeIf(left -> left.answer().isDone());
    }

    /// @param progress grows as long as the disk answers
    private <T> T ask(String what, AtomicLong progress, Callable<T> question) {
        ExecutorService asked = worker();
        Future<T> answer = asked.submit(question);
        long before = -1;
        while (progress.get() != before) {
            before = progress.get();
            try {
                return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                // Unless it got on meanwhile, it hangs.
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the disk was asked", e);
            }
        }
        asked.shutdown(); // its thread ends when the disk answers
        worker = null;
        leftBehind.add(new Left(what, answer));
        throw new FolderUnresponsiveException("the disk does not answer for %s within %d s"
                .formatted(ScannedFile.printable(what), longest.toSeconds()));
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null, default -> new IllegalStateException("the folder of digests cannot be looked at", cause);
        };
    }

    private ExecutorService worker() {
        ExecutorService current = worker;
        if (current == null) {
            current = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("digests-disk").daemon().factory());
            worker = current;
        }
        return current;
    }

    /// Ends the thread that asks, once the disk answers.
    void close() {
        ExecutorService current = worker;
        if (current != null) {
            current.shutdown();
        }
    }
}
