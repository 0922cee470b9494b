package digestbot.delivery.sending;

import digestbot.database.MaintenanceTime;
import digestbot.delivery.outbox.HistoryRecount;
import digestbot.delivery.upkeep.Pruning;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a recount of the deliveries would have found of those that were removed because they were old.
final class RemovedDeliveries {

    /// The time after which settled deliveries of all kinds are removed.
    static final Duration AGE = Duration.ofDays(31);

    private final DeliveryFixture fixture;
    private final Pruning pruning;
    private final Map<String, Long> digests = new TreeMap<>();
    private final Map<String, Long> hours = new TreeMap<>();

    RemovedDeliveries(DeliveryFixture fixture) {
        this.fixture = fixture;
        pruning =
                new Pruning(fixture.database, new MaintenanceTime(LocalTime.of(3, 15), ZoneOffset.UTC), fixture.clock);
    }

    /// Removes what is old, as the bot does at night. Nothing may be due meanwhile.
    void prune() {
        List<String> digestsBefore = fixture.database.read(HistoryRecount::digestsRecounted);
        List<String> hoursBefore = fixture.database.read(HistoryRecount::hoursRecounted);
        pruning.pruneIfDue();
        addDifference(digests, digestsBefore, fixture.database.read(HistoryRecount::digestsRecounted));
        addDifference(hours, hoursBefore, fixture.database.read(HistoryRecount::hoursRecounted));
    }

    private static void addDifference(Map<String, Long> removed, List<String> before, List<String> after) {
        add(removed, before, 1);
        add(removed, after, -1);
        removed.values().removeIf(count -> count == 0);
    }

    private static void add(Map<String, Long> counts, List<String> lines, int sign) {
        lines.forEach(line -> {
            int space = line.lastIndexOf(' ');
            counts.merge(line.substring(0, space), sign * Long.parseLong(line.substring(space + 1)), Long::sum);
        });
    }

    /// The lines as counts by what is before the number.
    static Map<String, Long> counts(List<String> lines) {
        Map<String, Long> counts = new TreeMap<>();
        add(counts, lines, 1);
        return counts;
    }

    /// The counts of digests with what was removed.
    Map<String, Long> digests() {
        return all(digests, fixture.database.read(HistoryRecount::digestsRecounted));
    }

    /// The counts of hours with what was removed.
    Map<String, Long> hours() {
        return all(hours, fixture.database.read(HistoryRecount::hoursRecounted));
    }

    private static Map<String, Long> all(Map<String, Long> removed, List<String> kept) {
        Map<String, Long> all = new TreeMap<>(removed);
        add(all, kept, 1);
        return all;
    }

    /// How many were removed, a digest in each.
    long removed() {
        return digests.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(" planned"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
