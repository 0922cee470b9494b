package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.Audience;
import digestbot.delivery.fanout.FanOuts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Counts recipients. That takes the longer the more subscribers there are, so it is done in a read transaction
/// before the one that shows or stores the number, and kept for a moment: nobody else can write meanwhile.
public final class RecipientCounter {

    private static final Duration FRESH = Duration.ofSeconds(30);

    private record Kept(RecipientCount counted, Instant at) {}

    private final Database database;
    private final FanOuts fanOuts;
    private final Set<Platform> platforms;
    private final InstantSource clock;
    private final Map<Recipients, Kept> kept = new ConcurrentHashMap<>();

    /// @param platforms those that the bot runs on
    public RecipientCounter(Database database, FanOuts fanOuts, Set<Platform> platforms, InstantSource clock) {
        this.database = database;
        this.fanOuts = fanOuts;
        this.platforms = Set.copyOf(platforms);
        this.clock = clock;
    }

    /// Counts now, in a transaction of its own; not to be called within one that writes.
    public RecipientCount look(Recipients to) {
        return look(_ -> Optional.of(to)).orElseThrow();
    }

    /// Counts now those whom a look at the database finds to be the recipients, if it does.
    public Optional<RecipientCount> look(Function<Transaction, Optional<Recipients>> whom) {
        return database.read(transaction -> whom.apply(transaction).map(to -> {
            RecipientCount counted = count(transaction, to);
            keep(to, counted);
            return counted;
        }));
    }

    private void keep(Recipients to, RecipientCount counted) {
        Instant now = clock.instant();
        kept.values().removeIf(each -> each.at().plus(FRESH).isBefore(now));
        kept.put(to, new Kept(counted, now));
    }

    /// As counted a moment ago; counts now, and keeps that, if nobody has.
    public RecipientCount of(Transaction transaction, Recipients to) {
        Instant since = clock.instant().minus(FRESH);
        return Optional.ofNullable(kept.get(to))
                .filter(each -> !each.at().isBefore(since))
                .map(Kept::counted)
                .orElseGet(() -> {
                    RecipientCount counted = count(transaction, to);
                    keep(to, counted);
                    return counted;
                });
    }

    private RecipientCount count(Transaction transaction, Recipients to) {
        Audience audience = to.audience(platforms, clock.instant());
        return new RecipientCount(fanOuts.count(transaction, audience), fanOuts.first(transaction, audience));
    }
}
