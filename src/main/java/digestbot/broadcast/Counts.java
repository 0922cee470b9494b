package digestbot.broadcast;

import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.Audience;
import digestbot.delivery.FanOuts;
import digestbot.subscription.Platform;
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
public final class Counts {

    private static final Duration FRESH = Duration.ofSeconds(30);

    private record Kept(Counted counted, Instant at) {}

    private final Database database;
    private final FanOuts fanOuts;
    private final Set<Platform> platforms;
    private final InstantSource clock;
    private final Map<Recipients, Kept> kept = new ConcurrentHashMap<>();

    /// @param platforms those that the bot runs on
    public Counts(Database database, FanOuts fanOuts, Set<Platform> platforms, InstantSource clock) {
        this.database = database;
        this.fanOuts = fanOuts;
        this.platforms = Set.copyOf(platforms);
        this.clock = clock;
    }

    /// Counts now, in a transaction of its own; not to be called within one that writes.
    public Counted look(Recipients to) {
        return look(_ -> Optional.of(to)).orElseThrow();
    }

    /// Counts now those whom a look at the database finds to be the recipients, if it does.
    public Optional<Counted> look(Function<Transaction, Optional<Recipients>> whom) {
        return database.read(transaction -> whom.apply(transaction).map(to -> {
            Counted counted = count(transaction, to);
            keep(to, counted);
            return counted;
        }));
    }

    private void keep(Recipients to, Counted counted) {
        Instant now = clock.instant();
        kept.values().removeIf(each -> each.at().plus(FRESH).isBefore(now));
        kept.put(to, new Kept(counted, now));
    }

    /// As counted a moment ago; counts now, and keeps that, if nobody has.
    public Counted of(Transaction transaction, Recipients to) {
        Instant since = clock.instant().minus(FRESH);
        return Optional.ofNullable(kept.get(to))
                .filter(each -> !each.at().isBefore(since))
                .map(Kept::counted)
                .orElseGet(() -> {
                    Counted counted = count(transaction, to);
                    keep(to, counted);
                    return counted;
                });
    }

    private Counted count(Transaction transaction, Recipients to) {
        Audience audience = to.audience(platforms, clock.instant());
        return new Counted(fanOuts.count(transaction, audience), fanOuts.first(transaction, audience));
    }
}
