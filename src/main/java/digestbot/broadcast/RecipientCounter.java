package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.Audience;
import digestbot.delivery.fanout.Audience.AudienceMember;
import digestbot.delivery.fanout.FanOutStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Counts recipients. Counting takes time proportional to the number of subscribers, so it runs in
/// a read transaction before the write transaction that needs the number, and the result is cached
/// briefly.
public final class RecipientCounter {

    /// The number of recipients of a broadcast, and the first recipient without identifying data.
    public record RecipientCount(Map<Platform, Long> byPlatform, Optional<AudienceMember> sample) {
        public RecipientCount {
            byPlatform = Map.copyOf(byPlatform);
        }

        public long total() {
            return byPlatform.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private static final Duration CACHE_TTL = Duration.ofSeconds(30);

    private record CachedCount(RecipientCount counted, Instant at) {}

    private final Database database;
    private final Set<Platform> platforms;
    private final InstantSource clock;
    private final Map<RecipientFilter, CachedCount> kept = new ConcurrentHashMap<>();

    public RecipientCounter(Database database, Set<Platform> platforms, InstantSource clock) {
        this.database = database;
        this.platforms = Set.copyOf(platforms);
        this.clock = clock;
    }

    /// Counts now, in a transaction of its own; must not be called within a write transaction.
    public RecipientCount count(RecipientFilter recipients) {
        return count(_ -> Optional.of(recipients)).orElseThrow();
    }

    /// Counts the recipients that the function finds in the same read transaction.
    public Optional<RecipientCount> count(Function<Transaction, Optional<RecipientFilter>> audienceOf) {
        return database.read(transaction -> audienceOf.apply(transaction).map(recipients -> {
            RecipientCount counted = count(transaction, recipients);
            keep(recipients, counted);
            return counted;
        }));
    }

    private void keep(RecipientFilter recipients, RecipientCount counted) {
        Instant now = clock.instant();
        kept.values().removeIf(each -> each.at().plus(CACHE_TTL).isBefore(now));
        kept.put(recipients, new CachedCount(counted, now));
    }

    public RecipientCount cachedCount(Transaction transaction, RecipientFilter recipients) {
        Instant since = clock.instant().minus(CACHE_TTL);
        return Optional.ofNullable(kept.get(recipients))
                .filter(each -> !each.at().isBefore(since))
                .map(CachedCount::counted)
                .orElseGet(() -> {
                    RecipientCount counted = count(transaction, recipients);
                    keep(recipients, counted);
                    return counted;
                });
    }

    private RecipientCount count(Transaction transaction, RecipientFilter recipients) {
        Audience audience = recipients.audience(platforms, clock.instant());
        return new RecipientCount(FanOutStore.count(transaction, audience), FanOutStore.first(transaction, audience));
    }
}
