package digestbot.delivery.fanout;

import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.Audience.AudienceMember;
import digestbot.delivery.outbox.DeliverySql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;

/// The rows of an audience. Each subscriber occurs once; writers work through ranges of subscriber
/// numbers.
final class AudienceRowStore {

    /// The `FROM` and `WHERE` of an audience, whose parameters [#bind] binds; `s` is the
    /// subscription to the audience's topic, if it has one.
    static final String FROM = DeliverySql.of("""
            FROM subscriber u LEFT JOIN subscription s ON s.subscriber = u.number AND s.topic = :topic
            WHERE u.paused_reason IS NULL AND u.broadcasts >= :broadcasts AND instr(:platforms, u.platform) > 0
              AND (CAST(:language AS TEXT) IS NULL OR u.language = :language) AND max(u.active_at, u.created_at) >= :activeSince
              AND CASE WHEN CAST(:topic AS TEXT) IS NULL THEN EXISTS (SELECT 1 FROM subscription a WHERE a.subscriber = u.number {each_row})
                       ELSE s.number IS NOT NULL END
              AND (CAST(:perspective AS TEXT) IS NULL OR s.perspectives = '' OR s.perspectives LIKE '%,*'
                   OR instr(',' || lower(s.perspectives) || ',', ',' || lower(:perspective) || ',') > 0)
            """);

    private AudienceRowStore() {}

    static <S extends SqlStatement<S>> S bind(S statement, Audience audience) {
        return statement
                .bind(
                        "platforms",
                        audience.platforms().stream().map(Platform::id).collect(Collectors.joining(" ")))
                .bind("topic", audience.topic())
                .bind("perspective", audience.perspective())
                .bind("language", audience.language())
                .bind(
                        "activeSince",
                        audience.activeSince()
                                .map(since -> since.toEpochMilli())
                                .orElse(0L))
                .bind("broadcasts", audience.includeMuted() ? 0 : 1);
    }

    static Map<Platform, Long> count(Transaction transaction, Audience audience) {
        return bind(
                        transaction.select(
                                "SELECT u.platform, count(*) AS subscribers " + FROM + " GROUP BY u.platform"),
                        audience)
                .map((row, _) -> Map.entry(Platform.of(row.getString("platform")), row.getLong("subscribers")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    static Optional<AudienceMember> first(Transaction transaction, Audience audience) {
        return bind(transaction.select("""
                                        SELECT u.platform, u.kind, u.language,
                                               (SELECT coalesce(string_agg(t.name, '\n'), '')
                                                FROM subscription b JOIN topic t ON t.id = b.topic
                                                WHERE b.subscriber = u.number) AS topics
                                        """ + FROM + " ORDER BY u.number LIMIT 1"), audience)
                .map((row, _) -> new AudienceMember(
                        Platform.of(row.getString("platform")),
                        ChatType.of(row.getString("kind")),
                        row.getString("language"),
                        List.copyOf(row.getString("topics").lines().toList())))
                .findOne();
    }
}
