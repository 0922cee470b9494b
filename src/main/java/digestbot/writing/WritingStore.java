package digestbot.writing;

import digestbot.database.Transaction;
import digestbot.library.archive.FileContent.ContentHash;
import digestbot.markdown.TextCleaner;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The runs in which digests were written, or not: a row for each file, and one for a run without
/// any.
public final class WritingStore {

    private static final Duration KEPT = Duration.ofDays(400);

    /// Of a topic whose digests are no longer written, a problem is forgotten.
    private static final Duration PROBLEM_KEPT = Duration.ofDays(3);

    /// A run that began before has ended with its process.
    static final Duration LONGEST_RUN = Duration.ofMinutes(30);

    private static final int MAX_DROPPED = 20;

    /// A problem may quote a feed.
    static final int MAX_PROBLEM = 500;

    private static final String DIED = "The bot ended while it wrote the digest, and does not try again by itself."
            + " Run the command write for the topic.";

    private static final String UNFINISHED = """
        SELECT topic, at FROM writing w
        WHERE path = '' AND problem = ''
            AND number = (SELECT max(number) FROM writing o WHERE o.topic = w.topic AND o.day <> '')\
        """;

    /// The last run of a topic was without a digest, or without its summary.
    public record WritingProblem(String topic, Instant since, String problem) {}

    record WrittenFile(Instant at, String path) {}

    /// The result of reading a feed.
    ///
    /// @param problem continues a sentence about the feed; empty if it was read
    public record FeedReport(String perspective, URI feed, int articles, String problem) {

        public FeedReport {
            problem = TextCleaner.line(problem, MAX_PROBLEM);
        }

        public boolean isRead() {
            return problem.isEmpty();
        }

        /// Without what may be a secret.
        public String address() {
            int port = feed.getPort();
            return feed.getHost() == null
                    ? feed.getPath()
                    : feed.getScheme() + "://" + feed.getHost() + (port < 0 ? "" : ":" + port) + feed.getPath();
        }
    }

    /// The latest result of a feed.
    ///
    /// @param readAt empty if it was never read
    public record KnownFeed(FeedReport report, Optional<Instant> readAt) {}

    /// Begins a run, and returns its number. Without a day, it is a trial.
    long begin(Transaction transaction, String topic, Optional<LocalDate> day, Instant now) {
        transaction.execute("DELETE FROM writing WHERE at < ?", now.minus(KEPT));
        String insert = "INSERT INTO writing (topic, day, at) VALUES (?, ?, ?) RETURNING number";
        String written = day.map(LocalDate::toString).orElse("");
        return transaction.number(insert, topic, written, now);
    }

    /// Begins a run. Refuses if the day's digest exists and `isRetry` is false, if another run
    /// began after `notAfter`, or if the last one has not ended: it may have crashed the process.
    Optional<Long> claim(
            Transaction transaction,
            String topic,
            LocalDate day,
            String language,
            boolean isRetry,
            Instant notAfter,
            Instant now) {
        String done = "SELECT EXISTS (SELECT 1 FROM writing WHERE topic = ? AND day = ? AND (at > ?%s))"
                .formatted(isRetry ? "" : " OR path <> ''");
        return transaction.isTrue(done, topic, day, notAfter)
                        || transaction.isTrue("SELECT EXISTS (" + UNFINISHED + " AND topic = ?)", topic)
                        || (!isRetry
                                && digestPath(transaction, topic, day, language).isPresent())
                ? Optional.empty()
                : Optional.of(begin(transaction, topic, Optional.of(day), now));
    }

    /// The file that the library has the digest from.
    Optional<String> digestPath(Transaction transaction, String topic, LocalDate day, String language) {
        String select = "SELECT path FROM digest WHERE topic = ? AND day = ? AND language = ? AND edition = ''";
        return transaction.findString(select, topic.toLowerCase(Locale.ROOT), day, language);
    }

    /// Whether the digest of the file is held, and was first written after that time.
    boolean isHeldSince(Transaction transaction, String path, Instant after) {
        String held = "SELECT EXISTS (SELECT 1 FROM digest WHERE path = ? AND held_until IS NOT NULL)"
                + " AND NOT EXISTS (SELECT 1 FROM writing WHERE path = ? AND at <= ?)";
        return transaction.isTrue(held, path, path, after);
    }

    void setTokens(Transaction transaction, long number, long tokens) {
        transaction.execute("UPDATE writing SET tokens = ? WHERE number = ?", tokens, number);
    }

    void setDropped(Transaction transaction, long number, List<String> dropped) {
        String shown = dropped.stream().limit(MAX_DROPPED).collect(Collectors.joining("\n"));
        transaction.execute(
                "UPDATE writing SET refused = ?, dropped = ? WHERE number = ?", dropped.size(), shown, number);
    }

    /// The points of a model that were not taken for the topic's digests of the days after.
    public long refused(Transaction transaction, String topic, LocalDate after) {
        String sum = "SELECT coalesce(sum(refused), 0) FROM writing WHERE topic = ? AND day > ?";
        return transaction.number(sum, topic, after);
    }

    /// The points of a model that the last run did not take, with the reasons; not more than it stored.
    public List<String> dropped(Transaction transaction, String topic) {
        String select = "SELECT dropped FROM writing WHERE topic = ? AND day <> '' ORDER BY at DESC, number LIMIT 1";
        return transaction.strings(select, topic).stream()
                .flatMap(String::lines)
                .toList();
    }

    /// The problem is empty if all is well.
    void end(Transaction transaction, long number, String problem) {
        transaction.execute("UPDATE writing SET problem = ? WHERE number = ?", problem, number);
    }

    /// Records the file of the run. A digest that is written again counts as not reviewed.
    void addFile(Transaction transaction, long run, String path, ContentHash hash) {
        transaction.execute("UPDATE digest SET reviewed_at = NULL WHERE path = ?", path);
        String first = "UPDATE writing SET path = ?, hash = ? WHERE number = ? AND path = ''";
        if (transaction.execute(first, path, hash.hex(), run) == 0) {
            String further = "INSERT INTO writing (topic, day, at, problem, path, hash)"
                    + " SELECT topic, day, at, problem, ?, ? FROM writing WHERE number = ?";
            transaction.execute(further, path, hash.hex(), run);
        }
    }

    /// The hash of what was last written to the file; empty if it is a person's.
    Optional<String> hash(Transaction transaction, String path) {
        String select = "SELECT hash FROM writing WHERE path = ? ORDER BY number DESC LIMIT 1";
        return transaction.findString(select, path);
    }

    /// The last digest of a day before, in its first language.
    Optional<WrittenFile> lastBefore(Transaction transaction, String topic, LocalDate day) {
        String select =
                "SELECT at, path FROM writing WHERE topic = ? AND day < ? AND path <> '' ORDER BY at DESC, number LIMIT 1";
        return transaction
                .select(select, topic, day)
                .map((row, _) -> new WrittenFile(Instant.ofEpochMilli(row.getLong("at")), row.getString("path")))
                .findFirst();
    }

    /// The days with digests.
    long daysBefore(Transaction transaction, String topic, LocalDate day) {
        String count = "SELECT count(DISTINCT day) FROM writing WHERE topic = ? AND day < ? AND path <> ''";
        return transaction.number(count, topic, day);
    }

    void keep(Transaction transaction, String topic, FeedReport report, Instant now) {
        String address = key(report.feed());
        if (report.isRead()) {
            transaction.execute("""
                INSERT INTO feed (topic, address, read_at, articles) VALUES (?, ?, ?, ?)
                ON CONFLICT (topic, address)
                DO UPDATE SET read_at = excluded.read_at, articles = excluded.articles, problem = ''\
                """, topic, address, now, report.articles());
        } else {
            transaction.execute("""
                INSERT INTO feed (topic, address, problem) VALUES (?, ?, ?)
                ON CONFLICT (topic, address) DO UPDATE SET problem = excluded.problem\
                """, topic, address, report.problem());
        }
    }

    private static String key(URI feed) {
        return ContentHash.of(feed.toString()).hex();
    }

    /// The latest results of a topic's feeds, in their order, without feeds that no run has tried.
    public List<KnownFeed> feeds(Transaction transaction, String topic, WriteSettings settings) {
        String select = "SELECT read_at, articles, problem FROM feed WHERE topic = ? AND address = ?";
        return settings.perspectives().entrySet().stream()
                .flatMap(side -> side.getValue().feeds().stream()
                        .flatMap(feed -> transaction
                                .select(select, topic, key(feed))
                                .map((row, _) -> new KnownFeed(
                                        new FeedReport(
                                                side.getKey(), feed, row.getInt("articles"), row.getString("problem")),
                                        Optional.of(row.getLong("read_at"))
                                                .filter(at -> at > 0)
                                                .map(Instant::ofEpochMilli)))
                                .list()
                                .stream()))
                .toList();
    }

    /// The tokens that the topic has used today.
    public long tokensToday(Transaction transaction, String topic, WriteSettings settings, Instant now) {
        ZonedDateTime midnight = now.atZone(settings.zone()).truncatedTo(ChronoUnit.DAYS);
        String sum = "SELECT coalesce(sum(tokens), 0) FROM writing WHERE topic = ? AND at >= ?";
        return transaction.number(sum, topic, midnight.toInstant());
    }

    /// The results of each topic's last run.
    public List<WritingProblem> problems(Transaction transaction, Instant now) {
        String last = """
            WITH unended AS (%s AND at <= ?)
            SELECT topic, at, problem FROM writing w
            WHERE problem <> '' AND at > ? AND number = (SELECT max(number) FROM writing o
                WHERE o.topic = w.topic AND o.day <> '' AND (o.path <> '' OR o.problem <> ''))
                AND topic NOT IN (SELECT topic FROM unended)
            UNION ALL SELECT topic, at, ? FROM unended
            ORDER BY topic\
            """.formatted(UNFINISHED);
        Instant begun = now.minus(LONGEST_RUN);
        return transaction
                .select(last, begun, now.minus(PROBLEM_KEPT), DIED)
                .map((row, _) -> new WritingProblem(
                        row.getString("topic"), Instant.ofEpochMilli(row.getLong("at")), row.getString("problem")))
                .list();
    }
}
