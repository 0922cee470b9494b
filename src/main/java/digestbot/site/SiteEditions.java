package digestbot.site;

import digestbot.database.Transaction;
import digestbot.digest.DigestKey;
import digestbot.library.archive.ListedDigestStore.ListedDigest;
import digestbot.library.archive.TopicDays;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The digests of feeds, each read once, although it is in several of them. For one transaction, and
/// for one topic at a time where there are many.
public final class SiteEditions {

    private final SiteLibrary site;
    private final Transaction transaction;
    private final int days;
    private final Map<Long, Optional<SiteEdition>> editions = new HashMap<>();
    private final Map<String, Stretch> stretches = new HashMap<>();

    /// @param first the first day for which all is known
    private record Stretch(LocalDate first, TopicDays days) {}

    /// @param days the number of each topic's newest days that are read together
    public SiteEditions(SiteLibrary site, Transaction transaction, int days) {
        this.site = site;
        this.transaction = transaction;
        this.days = days;
    }

    /// The digest, if it is published.
    public Optional<SiteEdition> find(long number) {
        return editions.computeIfAbsent(
                number,
                _ -> site.library()
                        .digest(transaction, number)
                        .map(stored -> stored.digest().key())
                        .flatMap(key -> read(number, key)));
    }

    private Optional<SiteEdition> read(long number, DigestKey key) {
        Stretch stretch = stretches.computeIfAbsent(key.topic(), this::newest);
        return key.day().isBefore(stretch.first())
                ? site.edition(transaction, number)
                : site.edition(transaction, number, stretch.days());
    }

    private Stretch newest(String topic) {
        List<ListedDigest> listed = site.library().listed(transaction, topic, days);
        if (listed.isEmpty()) {
            return new Stretch(LocalDate.MAX, site.days().all(transaction, topic));
        }
        LocalDate first = listed.getLast().key().day();
        return new Stretch(
                first,
                site.days()
                        .around(
                                transaction,
                                topic,
                                first,
                                listed.getFirst().key().day()));
    }
}
