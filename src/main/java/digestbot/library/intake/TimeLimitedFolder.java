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

/// A file source with timeouts. Every disk access runs on a separate thread, which is abandoned if
/// the disk does not answer in time; a late answer is discarded.
///
/// One hanging file is skipped for as long as it hangs. A second one, or a hanging listing, aborts
/// the scan, and no new scan starts until the disk answers. So at most two threads are ever
/// abandoned.
final class TimeLimitedFolder implements FileSource {

    private static final String LISTING = "the folder's listing";
    private static final int MOST_LEFT_BEHIND = 2;

    private final FileSource source;
    private final Duration longest;
    private final List<Left> leftBehind = new ArrayList<>();
    private @Nullable ExecutorService worker;

    /// A disk access that has not completed.
    private record Left(String what, Future<?> answer) {}

    /// @param longest the timeout without progress
    TimeLimitedFolder(FileSource source, Duration longest) {
        this.source = source;
        this.longest = longest;
    }

    /// @param progress called while this method waits; an abandoned listing continues without it
    /// @throws FolderUnresponsiveException if the disk does not answer
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

    /// @throws FolderUnresponsiveException if the disk does not answer, for a second file
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

    /// @param progress a counter that increases as long as the disk answers
    private <T> T ask(String what, AtomicLong progress, Callable<T> question) {
        ExecutorService asked = worker();
        Future<T> answer = asked.submit(question);
        long before = -1;
        while (progress.get() != before) {
            before = progress.get();
            try {
                return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                // Without progress in the meantime, it hangs.
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

    /// Ends the worker thread as soon as its disk access returns.
    void close() {
        ExecutorService current = worker;
        if (current != null) {
            current.shutdown();
        }
    }
}
