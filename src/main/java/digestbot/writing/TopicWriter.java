package digestbot.writing;

import digestbot.database.Database;
import digestbot.database.PrivateFiles;
import digestbot.digest.ParseResult;
import digestbot.library.archive.FileContent.ContentHash;
import digestbot.writing.ChatEndpoint.NoSummaryException;
import digestbot.writing.FeedEntry.Article;
import digestbot.writing.TopicWriter.WriteResult.NotWritten;
import digestbot.writing.TopicWriter.WriteResult.Written;
import digestbot.writing.WriteSettings.PerspectiveFeeds;
import digestbot.writing.WriteSettings.SummarySettings;
import digestbot.writing.WriteSettings.WriteReview;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a day's digest of a topic from feeds into the digest folder, where the intake finds it.
///
/// A file is written under a name that the intake ignores, and then renamed. It never replaces a
/// file that a person wrote or changed.
public final class TopicWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWriter.class);

    /// The subfolder of the digest folder.
    static final String FOLDER = "written";

    private static final Duration LONGEST_TIME = Duration.ofHours(48);
    private static final Duration RETRY_AFTER = Duration.ofMinutes(30);
    private static final int REVIEWED_DAYS = 7;

    private final WriterContext context;
    private final HttpReader http = new HttpReader();
    private final FeedClient feeds;
    private final Duration endpointTimeout;
    private final WritingStore store = new WritingStore();

    /// What all topics have in common.
    ///
    /// @param topics the settings by the topic's id
    /// @param topicNames the configured names, by the topic's id in lower case
    /// @param outletNames the names of outlets, by the keys of all their spellings
    /// @param parser reads digests as the intake does
    public record WriterContext(
            Path folder,
            Map<String, WriteSettings> topics,
            Map<String, String> topicNames,
            Map<String, String> outletNames,
            Function<byte[], ParseResult> parser,
            Database database,
            InstantSource clock) {}

    /// What came of a feed.
    ///
    /// @param problem continues a sentence about the feed; empty if it was read
    public record FeedReport(String perspective, URI feed, int articles, String problem) {

        public boolean isRead() {
            return problem.isEmpty();
        }

        /// Without what may be a secret.
        public String address() {
            int port = feed.getPort();
            return feed.getScheme() + "://" + feed.getHost() + (port < 0 ? "" : ":" + port) + feed.getPath();
        }
    }

    /// What came of a run.
    public sealed interface WriteResult {

        /// The files' texts by their paths relative to the digest folder, and where each point comes
        /// from.
        ///
        /// @param problems sentences about what is missing, such as the summary
        record Written(Map<String, String> files, List<String> origins, long tokens, List<String> problems)
                implements WriteResult {}

        /// The reason is a sentence.
        record NotWritten(String reason) implements WriteResult {}
    }

    public TopicWriter(WriterContext context) {
        this(context, FeedClient.TIMEOUT, ChatEndpoint.TIMEOUT);
    }

    TopicWriter(WriterContext context, Duration feedTimeout, Duration endpointTimeout) {
        this.context = context;
        this.endpointTimeout = endpointTimeout;
        feeds = new FeedClient(
                http,
                context.topics().values().stream()
                        .flatMap(topic -> topic.sides().stream())
                        .flatMap(side -> side.feeds().stream()),
                feedTimeout);
    }

    /// Writes the digests that are due. To be called once a minute; after a run without a digest, it
    /// tries again in half an hour.
    public void writeDue() {
        context.topics().forEach((topic, settings) -> {
            Instant now = context.clock().instant();
            ZonedDateTime local = now.atZone(settings.zone());
            if (local.toLocalTime().isBefore(settings.at())) {
                return;
            }
            LocalDate day = local.toLocalDate();
            context.database()
                    .write(tx -> store.claim(tx, topic, day, settings.language(), now.minus(RETRY_AFTER), now))
                    .ifPresent(run -> log(topic, day, run(topic, settings, run, now, false, _ -> {})));
        });
    }

    private static void log(String topic, LocalDate day, WriteResult result) {
        switch (result) {
            case Written written -> {
                LOG.info(
                        "digest {} {} written: {}",
                        topic,
                        day,
                        String.join(", ", written.files().keySet()));
                written.problems().forEach(problem -> LOG.warn("digest {} {}: {}", topic, day, problem));
            }
            case NotWritten(String reason) -> LOG.warn("digest {} {} not written: {}", topic, day, reason);
        }
    }

    /// Writes the digest of today now. A digest that exists is written again only if asked, as a
    /// correction.
    public WriteResult write(String topic, boolean again, Consumer<FeedReport> progress) {
        WriteSettings settings = settings(topic);
        Instant now = context.clock().instant();
        LocalDate day = LocalDate.ofInstant(now, settings.zone());
        String path = path(topic, day, settings.language());
        Optional<String> known = context.database().read(tx -> store.digestPath(tx, topic, day, settings.language()));
        if (known.isPresent() && !known.get().equals(path)) {
            return new NotWritten("The digest of %s exists already, in %s.".formatted(day, known.get()));
        }
        boolean exists = known.isPresent() || Files.exists(context.folder().resolve(path));
        if (exists && !again) {
            return new NotWritten(
                    "The digest of %s exists already, in %s. Add --again to write a correction.".formatted(day, path));
        }
        long run = context.database().write(tx -> store.begin(tx, topic, Optional.of(day), now));
        return run(topic, settings, run, now, false, progress);
    }

    /// Makes the digest of today without writing it.
    public WriteResult tryOut(String topic, Consumer<FeedReport> progress) {
        Instant now = context.clock().instant();
        long run = context.database().write(tx -> store.begin(tx, topic, Optional.empty(), now));
        return run(topic, settings(topic), run, now, true, progress);
    }

    private WriteSettings settings(String topic) {
        return Optional.ofNullable(context.topics().get(topic))
                .orElseThrow(() -> new IllegalArgumentException("no feeds of " + topic));
    }

    /// The problem of a run is stored even if it ends with an exception.
    private WriteResult run(
            String topic,
            WriteSettings settings,
            long run,
            Instant now,
            boolean isTrial,
            Consumer<FeedReport> progress) {
        var tokens = new long[1];
        String problem = "writing failed; see the log";
        try {
            WriteResult result = make(topic, settings, now, tokens, progress);
            if (result instanceof Written written && !isTrial) {
                problem = String.join(" ", written.problems());
                result = store(settings, run, written, tokens[0], problem);
            }
            problem = switch (result) {
                case Written written -> String.join(" ", written.problems());
                case NotWritten(String reason) -> reason;
            };
            return result;
        } finally {
            String ended = isTrial ? "" : problem;
            context.database().writeWithoutResult(tx -> store.end(tx, run, tokens[0], ended));
        }
    }

    private WriteResult make(
            String topic, WriteSettings settings, Instant now, long[] tokens, Consumer<FeedReport> progress) {
        LocalDate day = LocalDate.ofInstant(now, settings.zone());
        Instant earliest = now.minus(LONGEST_TIME);
        Instant since = context.database()
                .read(tx -> store.lastBefore(tx, topic, day))
                .filter(earliest::isBefore)
                .orElse(earliest);
        List<List<Article>> articles = ArticleChoice.of(
                new Collector(feeds, context.outletNames()).articles(settings, since, now, progress),
                settings.articles());
        if (articles.stream().allMatch(List::isEmpty)) {
            return new NotWritten("No feed has a new article.");
        }
        List<String> problems = new ArrayList<>();
        List<Draft> drafts = drafts(topic, settings, articles, now, tokens, problems);
        Map<String, String> files = new LinkedHashMap<>();
        List<String> origins = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            String language = settings.languages().get(i);
            var text = new DigestFile(
                    topic,
                    now.atZone(settings.zone()),
                    language,
                    settings.ids(),
                    articles,
                    drafts.get(i),
                    isHeld(topic, settings, day),
                    Optional.of(now).filter(_ -> day.isAfter(LocalDate.ofInstant(now, ZoneId.systemDefault()))));
            files.put(path(topic, day, language), checked(text.markdown()));
            origins.addAll(text.origins());
        }
        for (int i = 0; i < articles.size(); i++) {
            if (articles.get(i).isEmpty()) {
                LOG.warn(
                        "digest {} {}: no articles of the perspective {}",
                        topic,
                        day,
                        settings.ids().get(i));
            }
        }
        return new Written(files, origins, tokens[0], problems);
    }

    private boolean isHeld(String topic, WriteSettings settings, LocalDate day) {
        return settings.review() == WriteReview.ALWAYS
                || (settings.review() == WriteReview.FIRST_SEVEN
                        && context.database().read(tx -> store.daysBefore(tx, topic, day)) < REVIEWED_DAYS);
    }

    /// A draft for each language, as far as the endpoint works; in the first one at least headlines.
    private List<Draft> drafts(
            String topic,
            WriteSettings settings,
            List<List<Article>> articles,
            Instant now,
            long[] tokens,
            List<String> problems) {
        String name = context.topicNames().getOrDefault(topic.toLowerCase(Locale.ROOT), topic);
        List<String> names =
                settings.sides().stream().map(PerspectiveFeeds::name).toList();
        Draft headlines = Draft.ofHeadlines(name, names, articles);
        if (settings.summary().isEmpty()) {
            return List.of(headlines);
        }
        ChatEndpoint endpoint = endpoint(topic, settings, settings.summary().get(), now);
        var summarizer = new Summarizer(endpoint, settings.language(), names, articles);
        List<Draft> drafts = new ArrayList<>();
        try {
            drafts.add(summarizer.draft(name));
            for (String language :
                    settings.languages().subList(1, settings.languages().size())) {
                drafts.add(summarizer.translated(drafts.getFirst(), language));
            }
        } catch (NoSummaryException e) {
            problems.add("%s: %s."
                    .formatted(
                            drafts.isEmpty()
                                    ? "The digest has headlines only"
                                    : "The digest is not written in every language",
                            e.getMessage()));
        }
        tokens[0] = endpoint.usedTokens();
        return drafts.isEmpty() ? List.of(headlines) : drafts;
    }

    private ChatEndpoint endpoint(String topic, WriteSettings settings, SummarySettings summary, Instant now) {
        Instant dayStart = LocalDate.ofInstant(now, settings.zone())
                .atStartOfDay(settings.zone())
                .toInstant();
        long today = context.database().read(tx -> store.tokensSince(tx, topic, dayStart));
        return new ChatEndpoint(
                http, summary, endpointTimeout, Math.min(summary.tokensPerDigest(), summary.tokensPerDay() - today));
    }

    /// What the intake would refuse is a fault of this program.
    private String checked(String text) {
        return switch (context.parser().apply(text.getBytes(StandardCharsets.UTF_8))) {
            case ParseResult.Parsed parsed -> {
                parsed.warnings().forEach(warning -> LOG.warn("written digest: {}", warning.message()));
                yield text;
            }
            case ParseResult.Invalid invalid ->
                throw new IllegalStateException("the written digest is invalid: " + invalid.problems());
        };
    }

    private static String path(String topic, LocalDate day, String language) {
        return "%s/%s-%s-%s.md".formatted(FOLDER, topic, day, language);
    }

    /// Writes all files, or none if one of them is a person's.
    private WriteResult store(WriteSettings settings, long run, Written written, long tokens, String problem) {
        try {
            for (String path : written.files().keySet()) {
                if (isOfPerson(path)) {
                    return new NotWritten(
                            "%s was changed by a person. Remove or rename the file first.".formatted(path));
                }
            }
            PrivateFiles.createFolders(context.folder().resolve(FOLDER));
            context.database().writeWithoutResult(tx -> store.end(tx, run, tokens, problem));
            for (Map.Entry<String, String> file : written.files().entrySet()) {
                byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                Path place = context.folder().resolve(file.getKey());
                PrivateFiles.replace(place, place.resolveSibling(".write-" + UUID.randomUUID() + ".tmp"), bytes);
                context.database()
                        .writeWithoutResult(tx -> store.addFile(tx, run, file.getKey(), ContentHash.of(bytes)));
            }
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into the digest folder " + context.folder(), e);
        }
    }

    private boolean isOfPerson(String path) throws IOException {
        Path file = context.folder().resolve(path);
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && !(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && context.database()
                                .read(tx -> store.hash(tx, path))
                                .equals(Optional.of(
                                        ContentHash.of(Files.readAllBytes(file)).hex())));
    }

    @Override
    public void close() {
        http.close();
    }
}
