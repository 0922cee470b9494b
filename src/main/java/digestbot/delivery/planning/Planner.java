package digestbot.delivery.planning;

import digestbot.concurrent.LruCache;
import digestbot.concurrent.StepThread;
import digestbot.database.AdaptiveBatchSize;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.database.RowNumbers.NumberRange;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DigestRevision;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.planning.PlanningStore.ComparedWords;
import digestbot.delivery.planning.PlanningStore.LanguageMatch;
import digestbot.delivery.planning.PlanningStore.Task;
import digestbot.delivery.planning.PlanningStore.TaskKind;
import digestbot.digest.Digest;
import digestbot.digest.words.WordText;
import digestbot.library.archive.Library;
import digestbot.library.archive.PublicationListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plans the deliveries of published, corrected and withdrawn digests before anything is sent.
///
/// Works through the subscriptions in ranges, each in a short transaction, so that others can write
/// in between and memory use is constant. Resumes after a crash. Each subscription receives a
/// digest once, in its reader's language; paused subscribers are skipped. Then chats that follow a
/// word in the digest receive it, unless they subscribe to its topic. A withdrawal is planned
/// completely before the digest is published again, and a publication before its corrections.
public final class Planner implements PublicationListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);
    private static final String NOTIFICATION = "planning";
    private static final Duration ERROR_PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    /// Tasks are polled, because other processes (the command line) add some, too.
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

    /// The time after sending within which a message is corrected.
    public static final Duration CORRECTION_PERIOD = Duration.ofDays(14);

    /// The number of urgent digests a day that a chat gets before their time.
    private static final int URGENT_PER_DAY = 2;

    private final Database database;
    private final OutboxEvents outboxEvents;
    private final InstantSource clock;
    private final PlanningStore store = new PlanningStore();
    private final CorrectionPlanningStore corrections = new CorrectionPlanningStore();
    private final Library library;
    private final LruCache<DigestRevision, Digest> contents = new LruCache<>(1);
    private final LruCache<DigestRevision, ComparedWords> followedWords = new LruCache<>(1);
    private final AdaptiveBatchSize batchSize = new AdaptiveBatchSize();
    private final RepeatedFailureLog failureLog =
            new RepeatedFailureLog(LOG, "planning deliveries failed, retrying", "planning deliveries works again");
    private final ReentrantLock publishing = new ReentrantLock(true);
    private final StepThread thread = new StepThread("planner", this::step);

    public Planner(Database database, OutboxEvents outboxEvents, Library library, InstantSource clock) {
        this.database = database;
        this.library = library;
        this.outboxEvents = outboxEvents;
        this.clock = clock;
    }

    /// Starts planning, also the tasks that other processes left or leave.
    public void start() {
        thread.start();
    }

    public void receiveFrom(Database notifying) {
        notifying.onNotification(NOTIFICATION, thread::wake);
    }

    @Override
    public void published(Transaction transaction, long digest) {
        store.addPublished(transaction, digest);
        wakeAfterCommit(transaction);
    }

    @Override
    public void corrected(Transaction transaction, long digest) {
        store.restart(transaction, digest, TaskKind.CORRECT);
        wakeAfterCommit(transaction);
    }

    @Override
    public void withdrawn(Transaction transaction, long digest) {
        store.deleteOtherTasks(transaction, digest);
        store.restart(transaction, digest, TaskKind.WITHDRAW);
        outboxEvents.withdrawnAfterCommit(transaction);
        wakeAfterCommit(transaction);
    }

    private void wakeAfterCommit(Transaction transaction) {
        transaction.afterCommit(thread::wake);
        transaction.notifyProcesses(NOTIFICATION);
    }

    @Override
    public void asOneBatch(Runnable work) {
        publishing.lock();
        try {
            work.run();
        } finally {
            publishing.unlock();
            thread.wake();
        }
    }

    /// Plans a range of subscriptions, unless a batch is being published.
    public Duration step() {
        if (!publishing.tryLock()) {
            return POLL_INTERVAL;
        }
        try {
            return planRange() ? Duration.ZERO : POLL_INTERVAL;
        } catch (RuntimeException | Error e) {
            failureLog.failed(e);
            return ERROR_PAUSE;
        } finally {
            publishing.unlock();
        }
    }

    /// Returns false if nothing was to be planned.
    public boolean planRange() {
        if (!database.read(store::hasTasks)) {
            return false;
        }
        var startNanos = new AtomicLong();
        var full = new AtomicBoolean();
        boolean planned = database.write(transaction -> {
            startNanos.set(System.nanoTime());
            Optional<Task> next = Arrays.stream(TaskKind.values())
                    .flatMap(kind -> store.next(transaction, kind).stream())
                    .findFirst();
            next.ifPresent(task -> {
                full.set(planRange(transaction, task));
                outboxEvents.notifyAfterCommit(transaction);
            });
            return next.isPresent();
        });
        failureLog.recovered();
        batchSize.adjust(Duration.ofNanos(System.nanoTime() - startNanos.get()), full.get());
        return planned;
    }

    /// Returns true if the range had as many subscriptions as may be planned at once.
    private boolean planRange(Transaction transaction, Task task) {
        Instant now = clock.instant();
        // Subscribers to all topics are subscribed to a new topic before its digest is planned.
        if (task.kind() == TaskKind.PUBLISH && store.subscribeNext(transaction, task.topic(), batchSize.rows())) {
            return true;
        }
        NumberRange range = store.range(transaction, task, batchSize.rows());
        switch (task.kind()) {
            case WITHDRAW -> {
                corrections.withdraw(transaction, task.digest(), range, now.minus(CORRECTION_PERIOD), now);
                // The command line may have withdrawn it, whose process notifies nobody if the database is a file.
                outboxEvents.withdrawnAfterCommit(transaction);
            }
            case PUBLISH -> {
                LanguageMatch languageMatch = store.languageMatch(transaction, task);
                store.plan(transaction, task, languageMatch, range, ComparedWords.NONE, urgent(transaction, task), now);
            }
            case FOLLOW -> {
                ComparedWords words = followedWords(transaction, task);
                if (words.words().isEmpty()) {
                    range = new NumberRange(task.after(), Long.MAX_VALUE);
                } else {
                    LanguageMatch languageMatch = store.languageMatch(transaction, task);
                    store.plan(transaction, task, languageMatch, range, words, urgent(transaction, task), now);
                }
            }
            case CORRECT ->
                corrections.correct(
                        transaction, task.digest(), task.revision(), range, now.minus(CORRECTION_PERIOD), now);
        }
        store.advance(transaction, task, range);
        return !range.isLast();
    }

    /// The words of a digest that somebody follows. Words that somebody follows later are not for
    /// this digest.
    private ComparedWords followedWords(Transaction transaction, Task task) {
        return followedWords.get(
                new DigestRevision(task.digest(), task.revision()),
                () -> store.followed(transaction, WordText.of(content(transaction, task))));
    }

    private int urgent(Transaction transaction, Task task) {
        return content(transaction, task).isUrgent() ? URGENT_PER_DAY : 0;
    }

    private Digest content(Transaction transaction, Task task) {
        return contents.get(
                new DigestRevision(task.digest(), task.revision()),
                () -> library.all().content(transaction, task.digest(), task.revision()));
    }

    /// Stops after the current range. May be started again.
    @Override
    public void close() {
        thread.close(STOP_TIMEOUT);
    }
}
