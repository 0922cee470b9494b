package digestbot.library.archive;

import digestbot.database.Transaction;
import digestbot.library.archive.TopicLanguages.DatedLanguage;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

public final class TopicLanguageStore {

    /// A digest in another language, which is an IETF tag.
    public record LanguageVersion(long number, int revision, String language) {}

    public TopicLanguages on(Transaction transaction, String topic, LocalDate day) {
        List<DatedLanguage> written = transaction
                .handle()
                .createQuery("SELECT language, day FROM digest WHERE topic = :topic AND state <> 'draft'"
                        + " AND day BETWEEN :from AND :day")
                .bind("topic", topic)
                .bind("from", day.minusDays(TopicLanguages.LOOKBACK_DAYS).toString())
                .bind("day", day.toString())
                .map((row, _) -> new DatedLanguage(row.getString("language"), LocalDate.parse(row.getString("day"))))
                .list();
        boolean one = written.stream().map(DatedLanguage::language).distinct().count() < 2;
        return TopicLanguages.on(day, written, one ? Map.of() : first(transaction, topic));
    }

    Map<String, Long> first(Transaction transaction, String topic) {
        return transaction
                .handle()
                .createQuery("SELECT language, min(number) AS first FROM digest"
                        + " WHERE topic = ? AND state <> 'draft' GROUP BY language")
                .bind(0, topic)
                .map((row, _) -> Map.entry(row.getString("language"), row.getLong("first")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public List<LanguageVersion> otherLanguages(Transaction transaction, long digest) {
        return transaction
                .handle()
                .createQuery("""
                        SELECT o.number, o.revision, o.language
                        FROM digest g JOIN digest o ON o.topic = g.topic AND o.day = g.day AND o.edition = g.edition
                        WHERE g.number = ? AND o.number <> g.number AND o.state <> 'draft' ORDER BY o.language
                        """)
                .bind(0, digest)
                .map((row, _) ->
                        new LanguageVersion(row.getLong("number"), row.getInt("revision"), row.getString("language")))
                .list();
    }
}
