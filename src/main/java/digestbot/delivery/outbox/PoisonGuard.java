package digestbot.delivery.outbox;

import digestbot.database.Database;
import digestbot.database.Transaction;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a poison message, whose preparation ends the whole process, from ending every process after it too: that it
/// is prepared is committed before, so that after some times it is known and fails.
///
/// That costs two commits, so it is only done where there is a suspicion: after a process that did not end in good
/// order, for all that is due then, once for each matter; and always for files. Where there is a suspicion, one matter
/// of
/// a platform is prepared at a time, so that no other is blamed for what ends the process. For one thread.
public final class PoisonGuard {

    private static final Logger LOG = LoggerFactory.getLogger(PoisonGuard.class);

    private final PoisonStore store = new PoisonStore();
    private final Database database;
    private final InstantSource clock;
    private final ReentrantLock turn;
    private final Set<String> harmless = new HashSet<>();
    private Set<String> poisonous = Set.of();
    private boolean suspicious;

    /// @param turn is held while something suspicious is prepared
    public PoisonGuard(Database database, InstantSource clock, ReentrantLock turn) {
        this.database = database;
        this.clock = clock;
        this.turn = turn;
    }

    /// Begins to guard.
    ///
    /// @param died whether the process before this one did not end in good order
    public void start(boolean died) {
        suspicious = died;
        poisonous = database.read(store::poisonous);
        poisonous.forEach(matter ->
                LOG.error("skipping {}: the process died {} times while preparing it", matter, PoisonStore.MOST));
    }

    public boolean isSuspicious() {
        return suspicious;
    }

    /// Everything that was due is prepared.
    public void calm() {
        suspicious = false;
        harmless.clear();
    }

    /// Tells whether it ended the process too often. What was pardoned meanwhile did not.
    public boolean isPoisonous(Transaction transaction, Delivery due) {
        if (poisonous.isEmpty() || !poisonous.contains(matter(due))) {
            return false;
        }
        poisonous = store.poisonous(transaction);
        return poisonous.contains(matter(due));
    }

    /// Prepares it after that was committed, with nothing else at the same time.
    ///
    /// @param preparing whose [Error] counts as an end of the process
    public void alone(Delivery due, Runnable preparing) {
        String matter = matter(due);
        if (harmless.contains(matter)) {
            preparing.run();
            return;
        }
        turn.lock();
        try {
            database.run(transaction -> store.begin(transaction, matter, clock.instant()));
            prepare(matter, preparing);
            harmless.add(matter);
        } finally {
            turn.unlock();
        }
    }

    private void prepare(String matter, Runnable preparing) {
        try {
            preparing.run();
        } catch (RuntimeException e) {
            cameBack(matter);
            throw e;
        } catch (Error e) {
            poisonous = database.read(store::poisonous);
            throw e;
        }
        cameBack(matter);
    }

    private void cameBack(String matter) {
        database.run(transaction -> store.end(transaction, matter));
    }

    /// Something failed that may be a matter's fault, such as a lack of memory.
    public void suspect() {
        suspicious = true;
    }

    /// Makes something for the delivery, and commits before that that it is going to.
    public static <T> T guarded(Database database, InstantSource clock, long delivery, Supplier<T> making) {
        var store = new PoisonStore();
        String matter = matter(delivery);
        database.run(transaction -> store.begin(transaction, matter, clock.instant()));
        try {
            return making.get();
        } finally {
            database.run(transaction -> store.end(transaction, matter));
        }
    }

    /// The name of the matter that many deliveries have in common; otherwise each of them would
    /// have to end the process first.
    static String matter(Delivery due) {
        return switch (due.matter()) {
            case Delivery.Matter.Edition edition ->
                "digest %d, revision %d, %s for %s"
                        .formatted(edition.digest(), edition.revision(), edition.view(), edition.reader());
            case Delivery.Matter.Several several -> "digests " + several.what().encode() + " for " + several.reader();
            case Delivery.Matter.Shared(long number, var _) -> "announcement " + number;
            case Delivery.Matter.Own _, Delivery.Matter.Correction _, Delivery.Matter.TakenBack _ ->
                matter(due.number());
        };
    }

    private static String matter(long delivery) {
        return "delivery " + delivery;
    }
}
