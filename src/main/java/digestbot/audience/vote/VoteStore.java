package digestbot.audience.vote;

import digestbot.audience.Person;
import digestbot.audience.StoredEnum;
import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/// Votes of persons, of whom only hashes are stored. While votes on a digest are open, each is a
/// row, so that a person has one vote and can change it; then the rows are deleted and the counts
/// stay.
///
/// A digest counts as one in all its languages: each person has one vote on it. It is stored under
/// the number of the language that was received first.
public record VoteStore(VoterHashes hashes) {

    /// The time for which votes on a digest are open after its publication, which is as long as
    /// chats can ask for digests that they missed.
    public static final Duration OPEN = Duration.ofDays(14);

    private static final int BATCH = 200;

    private static final RowMapper<VoteCount> COUNT =
            (row, _) -> new VoteCount(row.getLong("balanced"), row.getLong("one_sided"));

    /// A digest in all its languages, with the number under which its votes are stored.
    private record Ballot(long digest, Instant closesAt) {}

    /// The key of a person's vote: the number under which the digest's votes are stored, and the
    /// hash of person and digest.
    private record VoteKey(long ballot, String voter) {}

    /// A digest in all its languages, with its votes.
    public record VotedDigest(String topic, LocalDate day, String edition, VoteCount count) {}

    public record PersonalVote(String topic, String day, String edition, Vote vote) {}

    public record VoteCount(long balanced, long oneSided) {

        /// The smallest number of votes of which readers see the result, so that the first few do
        /// not influence the others.
        public static final int MIN_FOR_READERS = 20;

        /// The smallest number of votes of which operators see the result. A smaller one could tell
        /// how a certain person voted.
        public static final int MIN_FOR_OPERATORS = 5;

        public static final VoteCount NONE = new VoteCount(0, 0);

        public long all() {
            return balanced + oneSided;
        }

        /// The share of readers who found the digest balanced, in percent; 0 if nobody voted.
        public long percentBalanced() {
            return all() == 0 ? 0 : Math.round(100.0 * balanced / all());
        }

        public VoteCount plus(VoteCount other) {
            return new VoteCount(balanced + other.balanced, oneSided + other.oneSided);
        }

        public Optional<VoteCount> ifAtLeast(int min) {
            return all() < min ? Optional.empty() : Optional.of(this);
        }
    }

    public enum CastResult {
        COUNTED,
        CHANGED,
        UNCHANGED,
        CLOSED
    }

    /// A vote that a person cast, and the votes on the digest, with this one if it counts.
    public record CastVote(CastResult result, VoteCount count) {

        /// The votes, if the person may see them: their own vote is among them, and there are
        /// enough.
        public Optional<VoteCount> shown() {
            return result == CastResult.CLOSED ? Optional.empty() : count.ifAtLeast(VoteCount.MIN_FOR_READERS);
        }
    }

    public CastVote cast(Transaction transaction, Person person, long digest, Vote vote, Instant now) {
        Ballot ballot = ballot(transaction, digest);
        CastResult result = cast(transaction, person, ballot, vote, now);
        return new CastVote(result, count(transaction, ballot.digest()));
    }

    private CastResult cast(Transaction transaction, Person person, Ballot ballot, Vote vote, Instant now) {
        if (!now.isBefore(ballot.closesAt())) {
            return CastResult.CLOSED;
        }
        String voter = hashes.of(person, ballot.digest());
        Optional<Vote> before = vote(transaction, ballot.digest(), voter);
        if (before.filter(vote::equals).isPresent()) {
            return CastResult.UNCHANGED;
        }
        if (before.isPresent()) {
            remove(transaction, List.of(new VoteKey(ballot.digest(), voter)));
        }
        add(transaction, ballot, voter, vote);
        return before.isPresent() ? CastResult.CHANGED : CastResult.COUNTED;
    }

    /// The person's vote on the digest, as long as votes on it are open.
    public Optional<Vote> of(Transaction transaction, Person person, long digest) {
        Ballot ballot = ballot(transaction, digest);
        return vote(transaction, ballot.digest(), hashes.of(person, ballot.digest()));
    }

    /// The person's stored votes with their digests, in the order of the digests' numbers.
    public List<PersonalVote> of(Transaction transaction, Person person) {
        return batches(keys(transaction, person))
                .flatMap(some -> bound(transaction, """
                        SELECT g.topic, g.day, g.edition, v.answer FROM vote v JOIN digest g ON g.number = v.digest
                        WHERE (v.digest, v.voter) IN (VALUES %s) ORDER BY g.number
                        """, some)
                        .map((row, _) -> new PersonalVote(
                                row.getString("topic"),
                                row.getString("day"),
                                row.getString("edition"),
                                StoredEnum.of(Vote.class, row.getString("answer"))))
                        .stream())
                .toList();
    }

    /// Deletes the person's votes that are still stored, and no longer counts them. Otherwise the
    /// person could vote on the same digests again and would be counted twice.
    public void forget(Transaction transaction, Person person) {
        remove(transaction, keys(transaction, person));
    }

    private List<VoteKey> keys(Transaction transaction, Person person) {
        return unfinished(transaction).stream()
                .map(ballot -> new VoteKey(ballot, hashes.of(person, ballot)))
                .toList();
    }

    /// The ballot to which the digest belongs. Its end is fixed by the first vote, so that no
    /// later publication reopens it once the votes are deleted.
    private static Ballot ballot(Transaction transaction, long digest) {
        return transaction
                .select("""
                        SELECT b.digest, coalesce(c.closes_at, b.published_at + ?) AS closes_at
                        FROM (SELECT min(o.number) AS digest, min(o.published_at) AS published_at
                              FROM digest g JOIN digest o ON o.topic = g.topic AND o.day = g.day AND o.edition = g.edition
                              WHERE g.number = ?) b
                        LEFT JOIN vote_count c ON c.digest = b.digest
                        """, OPEN.toMillis(), digest)
                .map((row, _) -> new Ballot(row.getLong("digest"), Instant.ofEpochMilli(row.getLong("closes_at"))))
                .one();
    }

    private static Optional<Vote> vote(Transaction transaction, long ballot, String voter) {
        return transaction
                .select("SELECT answer FROM vote WHERE digest = ? AND voter = ?", ballot, voter)
                .mapTo(String.class)
                .map(id -> StoredEnum.of(Vote.class, id))
                .findOne();
    }

    private static void add(Transaction transaction, Ballot ballot, String voter, Vote vote) {
        transaction.execute("""
                INSERT INTO vote_count (digest, closes_at, balanced, one_sided) VALUES (?, ?, 0, 0)
                ON CONFLICT (digest) DO NOTHING""", ballot.digest(), ballot.closesAt());
        transaction.execute(
                "INSERT INTO vote (digest, voter, answer) VALUES (?, ?, ?)", ballot.digest(), voter, vote.id());
        count(transaction, ballot.digest(), vote);
    }

    private static void count(Transaction transaction, long ballot, Vote vote) {
        transaction.execute("UPDATE vote_count SET %1$s = %1$s + 1 WHERE digest = ?".formatted(column(vote)), ballot);
    }

    private static String column(Vote vote) {
        return switch (vote) {
            case BALANCED -> "balanced";
            case ONE_SIDED -> "one_sided";
        };
    }

    public static VoteCount count(Transaction transaction, long digest) {
        return transaction.select("""
                        SELECT balanced, one_sided FROM vote_count
                        WHERE digest = (SELECT min(o.number) FROM digest g
                                        JOIN digest o ON o.topic = g.topic AND o.day = g.day AND o.edition = g.edition
                                        WHERE g.number = ?)
                        """, digest).map(COUNT).findOne().orElse(VoteCount.NONE);
    }

    /// The digests since that day with as many votes as operators may see, by day.
    public static List<VotedDigest> since(Transaction transaction, LocalDate day) {
        return transaction
                .select("""
                        SELECT g.topic, g.day, g.edition, c.balanced, c.one_sided
                        FROM vote_count c JOIN digest g ON g.number = c.digest
                        WHERE g.day >= ? AND c.balanced + c.one_sided >= ?
                        ORDER BY g.day, g.topic, g.edition
                        """, day, VoteCount.MIN_FOR_OPERATORS)
                .map((row, context) -> new VotedDigest(
                        row.getString("topic"),
                        LocalDate.parse(row.getString("day")),
                        row.getString("edition"),
                        COUNT.map(row, context)))
                .list();
    }

    /// The ballots that still have votes with hashes. The query reads one vote of each, and nothing
    /// of the other ballots, of which there are more every day.
    private static List<Long> unfinished(Transaction transaction) {
        return transaction.numbers("""
                        WITH RECURSIVE ballot (digest) AS (
                            SELECT min(digest) FROM vote
                            UNION ALL
                            SELECT (SELECT min(v.digest) FROM vote v WHERE v.digest > b.digest)
                            FROM ballot b WHERE b.digest IS NOT NULL)
                        SELECT digest FROM ballot WHERE digest IS NOT NULL ORDER BY digest
                        """);
    }

    /// Removes the person's stored votes, and no longer counts them.
    private static void remove(Transaction transaction, List<VoteKey> keys) {
        batches(keys).forEach(some -> {
            Map<Vote, List<Long>> removed = new EnumMap<>(Vote.class);
            bound(transaction, "DELETE FROM vote WHERE (digest, voter) IN (VALUES %s) RETURNING digest, answer", some)
                    .map((row, _) ->
                            Map.entry(StoredEnum.of(Vote.class, row.getString("answer")), row.getLong("digest")))
                    .forEach(vote -> removed.computeIfAbsent(vote.getKey(), _ -> new ArrayList<>())
                            .add(vote.getValue()));
            removed.forEach((vote, ballots) -> transaction
                    .update("UPDATE vote_count SET %1$s = %1$s - 1 WHERE digest IN (<ballots>)".formatted(column(vote)))
                    .bindList("ballots", ballots)
                    .execute());
        });
    }

    private static Stream<List<VoteKey>> batches(List<VoteKey> keys) {
        return IntStream.iterate(0, from -> from < keys.size(), from -> from + BATCH)
                .mapToObj(from -> keys.subList(from, Math.min(keys.size(), from + BATCH)));
    }

    /// The statement has a `%s` for the keys.
    private static Query bound(Transaction transaction, String sql, List<VoteKey> keys) {
        String values =
                keys.stream().map(_ -> "(CAST(? AS BIGINT), CAST(? AS TEXT))").collect(Collectors.joining(", "));
        Query query = transaction.select(sql.formatted(values));
        for (int i = 0; i < keys.size(); i++) {
            query.bind(2 * i, keys.get(i).ballot()).bind(2 * i + 1, keys.get(i).voter());
        }
        return query;
    }

    public static List<Long> closed(Transaction transaction, Instant now) {
        return transaction.numbers("""
                SELECT digest FROM vote_count c WHERE closes_at <= ?
                AND EXISTS (SELECT 1 FROM vote v WHERE v.digest = c.digest)""", now);
    }

    /// Deletes the votes of a closed ballot. Their counts stay.
    public static void prune(Transaction transaction, long ballot) {
        transaction.execute("DELETE FROM vote WHERE digest = ?", ballot);
    }
}
