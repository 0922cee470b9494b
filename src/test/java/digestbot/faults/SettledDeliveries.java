package digestbot.faults;

import digestbot.database.ReadOnlyDatabase;
import digestbot.database.Transaction;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The records of the bot's database about each subscriber.
///
/// @param pages by the subscriber's number
record SettledDeliveries(Map<Long, Page> pages) {

    /// One subscriber.
    ///
    /// @param chat the id that it has now
    /// @param paused true if it cannot be reached
    /// @param thread the largest of its subscriptions' threads
    /// @param entries its digests' deliveries, in order
    record Page(SimulatedPlatform at, long chat, boolean paused, long thread, List<Entry> entries) {

        /// The ends of the deliveries, each after a space: `sent`, `paused`, `failed:blocked`.
        String endings() {
            return entries.stream().map(entry -> " " + entry.ending()).collect(Collectors.joining());
        }

        int settled() {
            return entries.stream().mapToInt(Entry::settled).sum();
        }
    }

    /// One delivery of a digest.
    ///
    /// @param ending its state, and what it failed of
    /// @param settled how many of its parts have arrived, as far as is known
    record Entry(String topic, String ending, int settled) {}

    static SettledDeliveries read(FaultFixture fixture) {
        try (var database = ReadOnlyDatabase.open(fixture.botHome.location())) {
            return database.read(SettledDeliveries::read);
        }
    }

    private static SettledDeliveries read(Transaction transaction) {
        Map<Long, Page> pages = new HashMap<>();
        transaction
                .handle()
                .createQuery("SELECT number, platform, chat_id, paused_reason IS NOT NULL AS paused,"
                        + " (SELECT max(thread) FROM subscription WHERE subscriber = subscriber.number) AS thread"
                        + " FROM subscriber")
                .map((row, _) -> Map.entry(
                        row.getLong("number"),
                        new Page(
                                SimulatedPlatform.valueOf(
                                        row.getString("platform").toUpperCase(Locale.ROOT)),
                                row.getLong("chat_id"),
                                row.getBoolean("paused"),
                                row.getLong("thread"),
                                new ArrayList<>())))
                .forEach(page -> pages.put(page.getKey(), page.getValue()));
        transaction
                .handle()
                .createQuery("""
                        SELECT d.subscriber, g.topic,
                               CASE d.state WHEN 'failed' THEN 'failed:' || d.failure ELSE d.state END AS ending,
                               (SELECT count(message_id) FROM part WHERE delivery = d.number) AS settled
                        FROM delivery d JOIN delivery_item i ON i.delivery = d.number JOIN digest g ON g.number = i.digest
                        WHERE d.cause = 'digest' ORDER BY d.number
                        """)
                .map((row, _) -> Map.entry(
                        row.getLong("subscriber"),
                        new Entry(row.getString("topic"), row.getString("ending"), row.getInt("settled"))))
                .forEach(entry -> pages.get(entry.getKey()).entries().add(entry.getValue()));
        return new SettledDeliveries(pages);
    }

    Page page(long number) {
        return pages.get(number);
    }

    /// The number of the subscriber that is that chat.
    long number(SeededSubscribers.Destination destination) {
        return pages.entrySet().stream()
                .filter(page -> page.getValue().at() == destination.at()
                        && page.getValue().chat() == destination.chat())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
