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
    /// @param all how many read all, in whichever order
    /// @param chosen how many chose each side and no others, by id; one that chose two counts
    ///     for both
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
            boolean all = count.sides().others();
            if (!all) {
                count.sides().ids().forEach(side -> chosen.merge(side, count.subscriptions(), Long::sum));
            }
            byTopic.put(count.topic(), new Sides(before.all() + (all ? count.subscriptions() : 0), chosen));
        }
        return byTopic;
    }
}
