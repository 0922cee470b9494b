package digestbot.library.archive;

import digestbot.database.Transaction;
import digestbot.library.archive.ListedDigestStore.ListedDigest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

public final class TopicDaysStore {

    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private final ListedDigestStore digests = new ListedDigestStore();
    private final RevisionStore revisions = new RevisionStore();
    private final TopicLanguageStore languages = new TopicLanguageStore();

    public TopicDays all(Transaction transaction, String topic) {
        return between(transaction, topic, FIRST, LAST);
    }

    /// The digests of the topic on that day, and of the days before it that decide on its main
    /// language.
    public TopicDays until(Transaction transaction, String topic, LocalDate day) {
        return between(transaction, topic, day.minusDays(TopicLanguages.LOOKBACK_DAYS), day);
    }

    /// The digests of the topic in that time, of the nearest days before and after it, and of the
    /// days before all of these that decide on the main language.
    public TopicDays around(Transaction transaction, String topic, LocalDate first, LocalDate last) {
        var near = new TreeSet<>(List.of(first));
        near.add(last);
        near.addAll(revisions.adjacentDays(transaction, topic, first));
        if (!last.equals(first)) {
            near.addAll(revisions.adjacentDays(transaction, topic, last));
        }
        return between(transaction, topic, near.first().minusDays(TopicLanguages.LOOKBACK_DAYS), near.last());
    }

    /// The languages that the topic has ever had, as IETF tags.
    public Set<String> languages(Transaction transaction, String topic) {
        return languages.first(transaction, topic).keySet();
    }

    private TopicDays between(Transaction transaction, String topic, LocalDate from, LocalDate to) {
        List<ListedDigest> listed = digests.between(transaction, topic, from, to);
        boolean isOneLanguage =
                listed.stream().map(each -> each.key().language()).distinct().count() < 2;
        return new TopicDays(listed, isOneLanguage ? Map.of() : languages.first(transaction, topic));
    }
}
