package digestbot.delivery.upkeep;

import digestbot.database.Database;
import digestbot.database.ErasureStore;
import digestbot.database.NightlyHour;
import digestbot.database.Transaction;
import digestbot.delivery.chats.ChatErasureStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forgets chats that nothing is delivered to and that nobody hears of any more, and what is left of those that wanted
/// to be forgotten. A few in each transaction, so that others write in between.
public final class SilentChats implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SilentChats.class);

    /// A bot that starts has better things to do at first.
    private static final Duration AFTER_THE_START = Duration.ofMinutes(10);

    private static final int AT_ONCE = 20;

    private final ChatErasureStore store = new ChatErasureStore();
    private final ErasureStore erasure = new ErasureStore();
    private final Database database;
    private final int days;
    private final NightlyHour night;
    private final InstantSource clock;
    private Instant notBefore;
    private volatile boolean closed;

    /// @param days how long a chat may be silent; 0: for ever
    public SilentChats(Database database, int days, NightlyHour night, InstantSource clock) {
        this.database = database;
        this.days = days;
        this.night = night;
        this.clock = clock;
        this.notBefore = clock.instant().plus(AFTER_THE_START);
    }

    /// Removes what is left of those that wanted to be forgotten, and once a night those that are silent; to be called
    /// about once a minute, by one thread at a time.
    public void tend() {
        Instant now = clock.instant();
        all(store::left, this::forget);
        if (days > 0 && !now.isBefore(notBefore)) {
            long forgotten = forgetSilent();
            LOG.info("deleted {} chats inactive for {} days", forgotten, days);
            notBefore = night.last(now).plus(Duration.ofDays(1));
        }
    }

    /// Forgets all chats that were silent for so long, and the persons of whom nothing else is known.
    ///
    /// @return how many chats those were
    public long forgetSilent() {
        Instant since = clock.instant().minus(Duration.ofDays(days));
        long chats = all((transaction, most) -> store.silent(transaction, since, most), this::forget);
        all((transaction, most) -> store.strangers(transaction, since, most), store::forgetPerson);
        return chats;
    }

    private void forget(Transaction transaction, long subscriber) {
        store.forget(transaction, subscriber, clock.instant());
    }

    /// Looks outside the writer's turn first: mostly there is nobody.
    private <T> long all(BiFunction<Transaction, Integer, List<T>> which, BiConsumer<Transaction, T> forget) {
        long forgotten = 0;
        int last = AT_ONCE;
        while (last == AT_ONCE
                && !closed
                && !database.read(transaction -> which.apply(transaction, 1)).isEmpty()) {
            last = database.write(transaction -> {
                List<T> some = which.apply(transaction, AT_ONCE);
                some.forEach(each -> forget.accept(transaction, each));
                erasure.ask(transaction, clock.instant());
                return some.size();
            });
            forgotten += last;
        }
        return forgotten;
    }

    /// Ends after those at hand.
    @Override
    public void close() {
        closed = true;
    }
}
