package digestbot.delivery.upkeep;

import digestbot.audience.MistakeStore;
import digestbot.database.AdaptiveBatchSize;
import digestbot.database.Database;
import digestbot.database.NightlyHour;
import digestbot.delivery.outbox.PoisonStore;
import digestbot.delivery.status.OpenedDigestStore;
import digestbot.delivery.upkeep.PruningStore.Before;
import digestbot.delivery.upkeep.PruningStore.Row;
import digestbot.library.search.SavedSearchStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes what was settled or asked long ago, so that the database does not grow for ever. Numbers are not given
/// again.
///
/// Deliveries are numbered in the order in which they are made, so this walks from the lowest number to the first that
/// was made too recently, a stretch at a time: what is removed in one transaction is little, and others write in
/// between. No index is needed for it, which each settlement would have to pay for.
public final class Pruning implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pruning.class);

    /// `stats` counts the last seven days, answers included.
    static final Duration ANSWERS = Duration.ofDays(7);

    /// The time for which messages can be corrected, and chats can ask what they missed.
    static final Duration EDITIONS = OpenedDigestStore.KEPT;

    /// So long, what failed can be sent again.
    static final Duration FAILED = Duration.ofDays(30);

    /// So long after it was last asked for, a search's buttons answer.
    static final Duration SEARCHES = Duration.ofDays(90);

    /// So long, what readers said is wrong is kept.
    static final Duration MISTAKES = Duration.ofDays(30);

    /// A bot that starts has better things to do at first.
    private static final Duration AFTER_THE_START = Duration.ofMinutes(10);

    /// The number of rows that are looked at, which holds nobody up, for each that may be removed in one step.
    private static final int LOOKED_AT = 2;

    private final PruningStore store = new PruningStore();
    private final PoisonStore poison = new PoisonStore();
    private final OpenedDigestStore opened = new OpenedDigestStore();
    private final SavedSearchStore searches = new SavedSearchStore();
    private final MistakeStore mistakes = new MistakeStore();
    private final Database database;
    private final NightlyHour night;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final AdaptiveBatchSize stride = new AdaptiveBatchSize();
    private Instant notBefore;
    private volatile boolean closed;

    public Pruning(Database database, NightlyHour night, InstantSource clock) {
        this(database, night, clock, System::nanoTime);
    }

    /// @param nanos nanoseconds that only grow
    Pruning(Database database, NightlyHour night, InstantSource clock, LongSupplier nanos) {
        this.database = database;
        this.night = night;
        this.clock = clock;
        this.nanos = nanos;
        this.notBefore = clock.instant().plus(AFTER_THE_START);
    }

    /// Prunes if that was not done since the night; to be called about once a minute, by one thread at a time.
    public void tend() {
        Instant now = clock.instant();
        if (!now.isBefore(notBefore)) {
            long pruned = prune();
            database.run(tx -> mistakes.prune(tx, now.minus(MISTAKES)));
            LOG.info("pruned {} old deliveries", pruned);
            notBefore = night.last(now).plus(Duration.ofDays(1));
        }
    }

    /// Removes all that may go, and says how many that were.
    long prune() {
        Instant now = clock.instant();
        Before before = new Before(now.minus(ANSWERS), now.minus(EDITIONS), now.minus(FAILED));
        Walk walk = new Walk(0, 0, false);
        while (!walk.over() && !closed) {
            walk = step(walk, before);
        }
        if (!closed) {
            database.run(tx -> {
                opened.prune(tx, before.editions());
                searches.prune(tx, now.minus(SEARCHES));
                poison.prune(tx, before.failed());
            });
        }
        return walk.pruned();
    }

    /// The progress of the removal.
    ///
    /// @param after the last delivery that was looked at
    /// @param pruned how many were removed so far
    /// @param over whether there is nothing more to look at
    record Walk(long after, long pruned, boolean over) {}

    /// One stretch, in a transaction of its own.
    Walk step(Walk walk, Before before) {
        int most = stride.rows();
        int stretch = LOOKED_AT * most;
        List<Row> rows = database.read(tx -> store.next(tx, walk.after(), before, stretch)).stream()
                .takeWhile(row -> row.madeAt().isBefore(before.answers()))
                .toList();
        if (rows.isEmpty()) {
            return new Walk(walk.after(), walk.pruned(), true);
        }
        List<Row> going = rows.stream().filter(Row::prunable).toList();
        boolean all = going.size() <= most;
        long to = all ? rows.getLast().number() : going.get(most - 1).number();
        int pruned = going.isEmpty() ? 0 : prune(walk.after(), to, before);
        return new Walk(to, walk.pruned() + pruned, all && rows.size() < stretch);
    }

    private int prune(long after, long to, Before before) {
        var begun = new AtomicLong();
        int pruned = database.write(tx -> {
            begun.set(nanos.getAsLong());
            return store.prune(tx, after, to, before);
        });
        Duration took = Duration.ofNanos(nanos.getAsLong() - begun.get());
        // A short batch does not predict how long a full one takes.
        if (pruned >= stride.rows() || took.compareTo(AdaptiveBatchSize.HELD) > 0) {
            stride.took(took);
        }
        return pruned;
    }

    /// Ends after the stretch at hand.
    @Override
    public void close() {
        closed = true;
    }
}
