package digestbot.audience.vote;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.vote.VoteStore.CastResult;
import digestbot.audience.vote.VoteStore.CastVote;
import digestbot.audience.vote.VoteStore.PersonalVote;
import digestbot.audience.vote.VoteStore.VoteCount;
import digestbot.audience.vote.VoteStore.VotedDigest;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("database")
class VoteServiceTest {

    private static final Person ADA = new Person(Platform.TELEGRAM, 7_001_002_003L, "en");
    private static final Person BEN = new Person(Platform.DISCORD, 7_001_002_003L, "en");
    private static final Instant PUBLISHED = Instant.parse("2026-02-05T06:00:00Z");

    private static final long ENGLISH = 1;
    private static final long GERMAN = 2;
    private static final long EVENING = 3;
    private static final long NEXT_DAY = 4;

    @RegisterExtension
    private final TestDatabase opened = new TestDatabase();

    private final Database database = opened.database();

    private Instant now = PUBLISHED.plus(Duration.ofHours(1));

    @BeforeEach
    void open() {
        database.writeWithoutResult(tx -> tx.handle().execute("INSERT INTO topic (id, name) VALUES ('us', 'US')"));
        digest("2026-02-05", "en", "", PUBLISHED);
        digest("2026-02-05", "de", "", PUBLISHED.plus(Duration.ofHours(3)));
        digest("2026-02-05", "en", "evening", PUBLISHED);
        digest("2026-02-06", "en", "", PUBLISHED.plus(Duration.ofDays(1)));
    }

    private void digest(String day, String language, String edition, Instant published) {
        database.writeWithoutResult(tx -> tx.handle()
                .execute(
                        "INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at,"
                                + " published_at) VALUES ('us', ?, ?, ?, 'a.md', 'published', 1, 'News', 1, ?)",
                        day,
                        language,
                        edition,
                        published.toEpochMilli()));
    }

    private CastVote cast(Person person, long digest, Vote vote) {
        return cast(TestVotes.SERVICE, person, digest, vote);
    }

    private CastVote cast(VoteStore service, Person person, long digest, Vote vote) {
        return database.write(tx -> service.cast(tx, person, digest, vote, now));
    }

    private static CastVote became(CastResult result, long balanced, long oneSided) {
        return new CastVote(result, new VoteCount(balanced, oneSided));
    }

    private VoteCount count(long digest) {
        return database.read(tx -> VoteStore.count(tx, digest));
    }

    private List<PersonalVote> votesOf(VoteStore service, Person person) {
        return database.read(tx -> service.of(tx, person));
    }

    private List<VotedDigest> since(String day) {
        return database.read(tx -> VoteStore.since(tx, LocalDate.parse(day)));
    }

    private List<String> rows(String sql) {
        return database.read(tx -> tx.select(sql).mapTo(String.class).list());
    }

    private void prune() {
        database.writeWithoutResult(tx -> VoteStore.closed(tx, now).forEach(ballot -> VoteStore.prune(tx, ballot)));
    }

    @Test
    void aPersonHasOneVoteAndCanChangeIt() {
        assertThat(count(ENGLISH)).isEqualTo(VoteCount.NONE);
        assertThat(cast(ADA, ENGLISH, Vote.BALANCED)).isEqualTo(became(CastResult.COUNTED, 1, 0));
        assertThat(cast(ADA, ENGLISH, Vote.BALANCED)).isEqualTo(became(CastResult.UNCHANGED, 1, 0));
        assertThat(cast(ADA, ENGLISH, Vote.ONE_SIDED)).isEqualTo(became(CastResult.CHANGED, 0, 1));
        assertThat(cast(BEN, ENGLISH, Vote.ONE_SIDED))
                .as("the same number on another platform is another person")
                .isEqualTo(became(CastResult.COUNTED, 0, 2));
        assertThat(cast(ADA, ENGLISH, Vote.BALANCED)).isEqualTo(became(CastResult.CHANGED, 1, 1));
        assertThat(rows("SELECT answer FROM vote ORDER BY answer")).containsExactly("balanced", "one-sided");
    }

    @Test
    void allLanguagesAreOneDigestAndEditionsAndDaysAreNot() {
        cast(ADA, GERMAN, Vote.BALANCED);
        assertThat(cast(ADA, ENGLISH, Vote.ONE_SIDED)).isEqualTo(became(CastResult.CHANGED, 0, 1));
        assertThat(cast(ADA, EVENING, Vote.BALANCED)).isEqualTo(became(CastResult.COUNTED, 1, 0));
        assertThat(cast(ADA, NEXT_DAY, Vote.BALANCED)).isEqualTo(became(CastResult.COUNTED, 1, 0));
        assertThat(List.of(count(ENGLISH), count(GERMAN), count(EVENING), count(NEXT_DAY)))
                .containsExactly(new VoteCount(0, 1), new VoteCount(0, 1), new VoteCount(1, 0), new VoteCount(1, 0));
    }

    @Test
    void theVotesAreShownFromTwentyOnToWhoeverVoted() {
        TestVotes.cast(database, ENGLISH, 1, 18, 0, now);
        assertThat(cast(ADA, ENGLISH, Vote.BALANCED).shown()).as("19 votes").isEmpty();
        assertThat(cast(BEN, ENGLISH, Vote.ONE_SIDED).shown()).contains(new VoteCount(19, 1));
        assertThat(cast(BEN, ENGLISH, Vote.ONE_SIDED).shown()).contains(new VoteCount(19, 1));
        now = PUBLISHED.plus(VoteStore.OPEN);
        assertThat(cast(BEN, ENGLISH, Vote.BALANCED).shown()).as("closed").isEmpty();
    }

    @Test
    void noRowTellsWhoVotedOrWhichVotesAreByTheSamePerson() {
        cast(ADA, ENGLISH, Vote.BALANCED);
        cast(ADA, EVENING, Vote.BALANCED);
        cast(BEN, ENGLISH, Vote.BALANCED);
        assertThat(rows("SELECT voter FROM vote"))
                .hasSize(3)
                .doesNotHaveDuplicates()
                .allSatisfy(voter -> assertThat(voter).matches("[\\w-]{22}").doesNotContain("7001002003"));
        assertThat(rows("SELECT closes_at FROM vote_count WHERE digest = " + ENGLISH))
                .as("no time of a vote is stored")
                .containsExactly(String.valueOf(PUBLISHED.plus(VoteStore.OPEN).toEpochMilli()));
    }

    @Test
    void withoutTheSecretNobodyFindsAPersonsVote() {
        var other = new VoteStore(new VoterHashes(Map.of(Platform.TELEGRAM, "123:other")));
        cast(ADA, ENGLISH, Vote.BALANCED);
        assertThat(votesOf(TestVotes.SERVICE, ADA))
                .containsExactly(new PersonalVote("us", "2026-02-05", "", Vote.BALANCED));
        assertThat(votesOf(other, ADA)).isEmpty();
        assertThat(cast(other, ADA, ENGLISH, Vote.BALANCED).result()).isEqualTo(CastResult.COUNTED);
    }

    @Test
    void afterTwoWeeksTheTotalsAloneStayAndNobodyVotesTwice() {
        now = PUBLISHED.plus(VoteStore.OPEN).minusMillis(1);
        cast(ADA, GERMAN, Vote.BALANCED);
        prune();
        assertThat(rows("SELECT voter FROM vote")).hasSize(1);
        now = PUBLISHED.plus(VoteStore.OPEN);
        assertThat(cast(ADA, ENGLISH, Vote.ONE_SIDED)).isEqualTo(became(CastResult.CLOSED, 1, 0));
        prune();
        assertThat(rows("SELECT voter FROM vote")).isEmpty();
        assertThat(votesOf(TestVotes.SERVICE, ADA)).isEmpty();
        assertThat(cast(ADA, ENGLISH, Vote.BALANCED)).isEqualTo(became(CastResult.CLOSED, 1, 0));
        database.writeWithoutResult(
                tx -> tx.handle().execute("UPDATE digest SET published_at = ? WHERE number <= 2", now.toEpochMilli()));
        assertThat(cast(ADA, ENGLISH, Vote.BALANCED))
                .as("a digest that is published again")
                .isEqualTo(became(CastResult.CLOSED, 1, 0));
    }

    @Test
    void aPersonWhoIsForgottenIsCountedNoLongerAndCountsOnceAfterwards() {
        cast(ADA, ENGLISH, Vote.BALANCED);
        cast(ADA, EVENING, Vote.ONE_SIDED);
        cast(BEN, ENGLISH, Vote.BALANCED);
        database.writeWithoutResult(tx -> TestVotes.SERVICE.forget(tx, ADA));
        assertThat(List.of(count(ENGLISH), count(EVENING))).containsExactly(new VoteCount(1, 0), VoteCount.NONE);
        assertThat(votesOf(TestVotes.SERVICE, ADA)).isEmpty();
        assertThat(votesOf(TestVotes.SERVICE, BEN)).hasSize(1);
        assertThat(cast(ADA, ENGLISH, Vote.BALANCED)).isEqualTo(became(CastResult.COUNTED, 2, 0));
    }

    /// A year of digests on many topics. Statements for every digest would hold up all other
    /// writers.
    @Test
    void votesOnManyDigestsAreFoundAndForgottenInFewStatements() {
        int digests = 450;
        for (int day = 0; day < digests; day++) {
            digest(LocalDate.parse("2027-01-01").plusDays(day).toString(), "en", "", PUBLISHED);
        }
        long first = NEXT_DAY + 1;
        for (int i = 0; i < digests; i++) {
            cast(ADA, first + i, i % 3 == 0 ? Vote.ONE_SIDED : Vote.BALANCED);
            cast(BEN, first + i, Vote.BALANCED);
        }
        assertThat(votesOf(TestVotes.SERVICE, ADA))
                .hasSize(digests)
                .extracting(PersonalVote::day)
                .isSorted()
                .doesNotHaveDuplicates();
        var statements = new AtomicInteger();
        database.writeWithoutResult(tx -> {
            tx.handle().getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
                @Override
                public void logBeforeExecution(StatementContext context) {
                    statements.incrementAndGet();
                }
            });
            TestVotes.SERVICE.forget(tx, ADA);
        });
        assertThat(statements).hasValueLessThanOrEqualTo(10);
        assertThat(votesOf(TestVotes.SERVICE, ADA)).isEmpty();
        assertThat(votesOf(TestVotes.SERVICE, BEN)).hasSize(digests);
        assertThat(rows("SELECT DISTINCT balanced || '/' || one_sided FROM vote_count"))
                .containsExactly("1/0");
    }

    @Test
    void operatorsSeeNoNumberThatCouldTellOfOnePerson() {
        TestVotes.cast(database, GERMAN, 1, 3, 1, now);
        TestVotes.cast(database, NEXT_DAY, 1, 4, 2, now);
        assertThat(since("2026-02-05"))
                .containsExactly(new VotedDigest("us", LocalDate.parse("2026-02-06"), "", new VoteCount(4, 2)));
        TestVotes.cast(database, ENGLISH, 100, 1, 0, now);
        assertThat(since("2026-02-05"))
                .extracting(VotedDigest::count)
                .containsExactly(new VoteCount(4, 1), new VoteCount(4, 2));
        assertThat(since("2026-02-07")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 0, 100", "16, 9, 64", "1, 2, 33", "2, 1, 67", "0, 7, 0"})
    void theShareIsOfAllVotes(long balanced, long oneSided, long percent) {
        assertThat(new VoteCount(balanced, oneSided).percentBalanced()).isEqualTo(percent);
    }
}
