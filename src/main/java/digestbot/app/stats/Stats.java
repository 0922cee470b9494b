package digestbot.app.stats;

import digestbot.database.ReadOnlyDatabase;
import digestbot.delivery.DailyStore;
import digestbot.subscription.AudienceStore;
import digestbot.subscription.AudienceStore.SidesCount;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is counted, all at one moment. Nothing in it tells who somebody is.
///
/// @param sides by topic
/// @param zone in which days begin
record Stats(
        List<AudienceStore.Chats> chats,
        List<AudienceStore.TopicCount> topics,
        Map<String, Sides> sides,
        List<AudienceStore.LanguageCount> languages,
        List<DailyStore.Count> deliveries,
        ZoneId zone) {

    static final int DAYS = 7;

    /// What the active subscriptions to a topic want to see.
    ///
    /// @param all how many did not choose
    /// @param chosen how many chose each side, by id; one that chose two counts for both
    record Sides(long all, Map<String, Long> chosen) {}

    static Stats of(ReadOnlyDatabase database, Instant now, ZoneId zone) {
        AudienceStore audience = new AudienceStore();
        return database.read(tx -> new Stats(
                audience.chats(tx),
                audience.topics(tx),
                sides(audience.sides(tx)),
                audience.languages(tx),
                new DailyStore().days(tx, DAYS, now, zone),
                zone));
    }

    private static Map<String, Sides> sides(List<SidesCount> counts) {
        Map<String, Sides> byTopic = new LinkedHashMap<>();
        for (SidesCount count : counts) {
            Sides before = byTopic.getOrDefault(count.topic(), new Sides(0, Map.of()));
            Map<String, Long> chosen = new TreeMap<>(before.chosen());
            count.sides().forEach(side -> chosen.merge(side, count.subscriptions(), Long::sum));
            long all = before.all() + (count.sides().isEmpty() ? count.subscriptions() : 0);
            byTopic.put(count.topic(), new Sides(all, chosen));
        }
        return byTopic;
    }
}
