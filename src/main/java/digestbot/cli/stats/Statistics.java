package digestbot.cli.stats;

import digestbot.audience.SubscriberCountStore;
import digestbot.audience.SubscriberCountStore.PerspectivesCount;
import digestbot.audience.WordKind;
import digestbot.audience.WordStore;
import digestbot.database.ReadOnlyDatabase;
import digestbot.delivery.status.DeliveryCountStore;
import digestbot.delivery.status.ViewCountStore;
import digestbot.delivery.status.ViewCountStore.ViewCount;
import digestbot.vote.VoteStore;
import digestbot.vote.VoteStore.VotedDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A snapshot of the statistics, without personal data.
///
/// @param perspectives the perspectives by topic
/// @param views how often views of digests were opened; without small numbers
/// @param votes the votes on digests, without small numbers
/// @param zone the time zone in which days begin
record Statistics(
        List<SubscriberCountStore.Chats> chats,
        List<SubscriberCountStore.TopicCount> topics,
        Map<String, Perspectives> perspectives,
        List<SubscriberCountStore.LanguageCount> languages,
        List<DeliveryCountStore.DailyCount> deliveries,
        List<ViewCount> views,
        List<VotedDigest> votes,
        WordCounts words,
        ZoneId zone) {

    static final int DAYS = 7;

    /// The perspectives that active subscriptions to a topic include.
    ///
    /// @param all the number of subscriptions that include all perspectives
    /// @param chosen the number of other subscriptions for each perspective, by id; one with two
    ///     perspectives counts for both
    record Perspectives(long all, Map<String, Long> chosen) {}

    /// The numbers of chats that follow words and that mute words.
    record WordCounts(long following, long muting) {}

    static Statistics of(ReadOnlyDatabase database, Instant now, ZoneId zone) {
        SubscriberCountStore audience = new SubscriberCountStore();
        var words = new WordStore();
        LocalDate since = LocalDate.ofInstant(now, zone).minusDays(DAYS - 1L);
        return database.read(tx -> new Statistics(
                audience.chats(tx),
                audience.topics(tx),
                perspectives(audience.perspectives(tx)),
                audience.languages(tx),
                new DeliveryCountStore().days(tx, DAYS, now, zone),
                new ViewCountStore().since(tx, since),
                new VoteStore().since(tx, since),
                new WordCounts(words.subscribers(tx, WordKind.FOLLOW), words.subscribers(tx, WordKind.MUTE)),
                zone));
    }

    private static Map<String, Perspectives> perspectives(List<PerspectivesCount> counts) {
        Map<String, Perspectives> byTopic = new LinkedHashMap<>();
        for (PerspectivesCount count : counts) {
            Perspectives before = byTopic.getOrDefault(count.topic(), new Perspectives(0, Map.of()));
            Map<String, Long> chosen = new TreeMap<>(before.chosen());
            boolean all = count.perspectives().includesOthers();
            if (!all) {
                count.perspectives()
                        .ids()
                        .forEach(perspective -> chosen.merge(perspective, count.subscriptions(), Long::sum));
            }
            byTopic.put(count.topic(), new Perspectives(before.all() + (all ? count.subscriptions() : 0), chosen));
        }
        return byTopic;
    }
}
