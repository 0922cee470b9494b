package digestbot.site.feed;

import digestbot.database.Transaction;
import digestbot.library.archive.ListedDigestStore.ListedDigest;
import digestbot.library.archive.TopicDays;
import digestbot.site.SiteEdition;
import digestbot.site.SiteLibrary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The digests of a feed, each read once. For one transaction.
final class SiteEditions {

    private final SiteLibrary site;
    private final Transaction transaction;
    private final int days;
    private final Map<Long, Optional<SiteEdition>> editions = new HashMap<>();
    private final Map<String, Stretch> stretches = new HashMap<>();

    /// @param numbers the digests for which all is known
    private record Stretch(Set<Long> numbers, TopicDays days) {}

    /// @param days the number of each topic's newest days that are read together
    SiteEditions(SiteLibrary site, Transaction transaction, int days) {
        this.site = site;
        this.transaction = transaction;
        this.days = days;
    }

    /// The digest, if it is published.
    Optional<SiteEdition> find(long number) {
        return editions.computeIfAbsent(number, _ -> known(number).or(() -> read(number)));
    }

    private Optional<SiteEdition> known(long number) {
        return stretches.values().stream()
                .filter(stretch -> stretch.numbers().contains(number))
                .findFirst()
                .flatMap(stretch -> site.edition(transaction, number, stretch.days()));
    }

    private Optional<SiteEdition> read(long number) {
        Optional<String> topic = site.library()
                .digest(transaction, number)
                .map(stored -> stored.digest().key().topic());
        topic.ifPresent(id -> stretches.computeIfAbsent(id, this::newest));
        return topic.flatMap(_ -> known(number).or(() -> site.edition(transaction, number)));
    }

    private Stretch newest(String topic) {
        List<ListedDigest> listed = site.library().listed(transaction, topic, days);
        if (listed.isEmpty()) {
            return new Stretch(Set.of(), site.days().all(transaction, topic));
        }
        return new Stretch(
                listed.stream().map(ListedDigest::number).collect(Collectors.toSet()),
                site.days()
                        .around(
                                transaction,
                                topic,
                                listed.getLast().key().day(),
                                listed.getFirst().key().day()));
    }
}
