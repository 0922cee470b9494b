package digestbot.console;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastModule;
import digestbot.broadcast.BroadcastReporter.BroadcastCounts;
import digestbot.console.statistics.BackgroundValue;
import digestbot.database.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How far the broadcasts are that are being sent or withdrawn, for their list. It is counted in the
/// background, because each may have a million recipients.
final class BroadcastProgressCounts {

    private final Database database;
    private final BroadcastModule services;
    private final InstantSource clock;
    private Counts counts;

    /// @param numbers the broadcasts that were in progress when they were first counted; others that
    ///     begin are not counted with them
    private record Counts(List<Long> numbers, BackgroundValue<Map<Long, BroadcastCounts>> latest) {}

    BroadcastProgressCounts(Database database, BroadcastModule services, InstantSource clock) {
        this.database = database;
        this.services = services;
        this.clock = clock;
        counts = of(List.of());
    }

    private Counts of(List<Long> numbers) {
        return new Counts(numbers, new BackgroundValue<>(this::count, clock));
    }

    /// The counts by the broadcasts' numbers, without those that are not counted yet.
    Map<Long, BroadcastCounts> latest() {
        List<Long> numbers = database.read(tx -> services.broadcasts().inProgress(tx)).stream()
                .map(Broadcast::number)
                .toList();
        return numbers.isEmpty() ? Map.of() : counts(numbers).latest().latest().orElse(Map.of());
    }

    private synchronized Counts counts(List<Long> numbers) {
        if (!counts.numbers().equals(numbers)) {
            counts = of(numbers);
        }
        return counts;
    }

    private Map<Long, BroadcastCounts> count() {
        return database.read(tx -> services.broadcasts().inProgress(tx).stream()
                .collect(Collectors.toMap(
                        Broadcast::number, broadcast -> services.reporter().counts(tx, broadcast))));
    }
}
