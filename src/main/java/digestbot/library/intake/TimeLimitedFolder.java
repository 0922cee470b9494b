package digestbot.library.intake;

import digestbot.library.archive.FileContent;
import digestbot.library.intake.FileSource.FolderListing;
import digestbot.library.intake.FileSource.ScannedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
/// the disk does not respond in time; a late result is discarded.
///
/// One hanging file is skipped for as long as it hangs. A second one, or a hanging listing, aborts
/// the scan, and no new scan starts until the disk responds. So at most two threads are ever
/// abandoned.
class TimeLimitedFolder implements FileSource {

    private static final String LISTING = "the folder's listing";
    private static final int MAX_ABANDONED = 2;

    private final FileSource source;
    private final Duration timeout;
    private final List<PendingRequest> abandoned = new ArrayList<>();
    private @Nullable ExecutorService worker;

    private record PendingRequest(String what, Future<?> answer) {}

    /// `timeout` is the longest time without progress.
    TimeLimitedFolder(FileSource source, Duration timeout) {
        this.source = source;
        this.timeout = timeout;
    }

    /// `progress` is called while this method waits; an abandoned listing continues without it.
    /// Throws a FolderUnresponsiveException if the disk does not respond.
    @Override
    public FolderListing list(Optional<FolderListing> earlier, Runnable progress) {
        removeCompleted();
        if (hangs(LISTING) || abandoned.size() >= MAX_ABANDONED) {
            throw new FolderUnresponsiveException(
                    "the disk still does not answer for " + abandoned.getFirst().what());
        }
        var seen = new AtomicLong();
        var leftAlone = new AtomicBoolean();
        try {
            return callWithTimeout(
                    LISTING,
                    seen,
                    () -> source.list(earlier, () -> {
                        seen.incrementAndGet();
                        if (!leftAlone.get()) {
                            progress.run();
                        }
                    }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            leftAlone.set(true);
        }
    }

    /// Throws a FolderUnresponsiveException if the disk does not respond for a second file.
    @Override
    public Optional<FileContent> read(ScannedFile scannedFile, long limit) throws IOException {
        removeCompleted();
        if (!hangs(scannedFile.path())) {
            try {
                return callWithTimeout(scannedFile.path(), new AtomicLong(), () -> source.read(scannedFile, limit));
            } catch (FolderUnresponsiveException e) {
                if (abandoned.size() >= MAX_ABANDONED) {
                    throw e;
                }
            }
        }
        throw new IOException("cannot be read: the disk does not answer within " + timeout.toSeconds() + " s");
    }

    private boolean hangs(String what) {
        return abandoned.stream().anyMatch(left -> left.what().equals(what));
    }

    private void removeCompleted() {
        abandoned.removeIf(left -> left.answer().isDone());
    }

    /// `progress` is a counter that increases as long as the disk responds.
    private <T> T callWithTimeout(String what, AtomicLong progress, Callable<T> question) throws IOException {
        ExecutorService asked = worker();
        Future<T> answer = asked.submit(question);
        long before = -1;
        while (progress.get() != before) {
            before = progress.get();
            try {
                return answer.get(timeout(what).toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                // Without progress since the last check, it hangs.
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the disk was asked", e);
            }
        }
        asked.shutdown(); // its thread ends when the disk responds
        worker = null;
        abandoned.add(new PendingRequest(what, answer));
        throw new FolderUnresponsiveException("the disk does not answer for %s within %d s"
                .formatted(ScannedFile.printable(what), timeout.toSeconds()));
    }

    /// The longest time that this access may go without progress.
    Duration timeout(String what) {
        return timeout;
    }

    private static RuntimeException failure(@Nullable Throwable cause) throws IOException {
        return switch (cause) {
            case RuntimeException e -> e;
            case IOException e -> throw e;
            case Error e -> throw e;
            case null, default -> new IllegalStateException("the digest folder cannot be scanned", cause);
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
    @Override
    public void close() {
        ExecutorService current = worker;
        if (current != null) {
            current.shutdown();
        }
    }

    public static final class FolderUnresponsiveException extends IllegalStateException {

        private static final long serialVersionUID = 1;

        FolderUnresponsiveException(String what) {
            super(what + "; look at the disk or the network mount that the folder of digests is on");
        }
    }
}
