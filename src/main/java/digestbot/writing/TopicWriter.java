package digestbot.writing;

import digestbot.database.Database;
import digestbot.database.PrivateFiles;
import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.library.archive.AllDigests;
import digestbot.library.archive.FileContent.ContentHash;
import digestbot.markdown.PlainText;
import digestbot.markdown.TextCleaner;
import digestbot.writing.FeedEntry.Article;
import digestbot.writing.TopicWriter.WriteResult.NotWritten;
import digestbot.writing.TopicWriter.WriteResult.Written;
import digestbot.writing.WriteSettings.PerspectiveFeeds;
import digestbot.writing.WriteSettings.SummarySettings;
import digestbot.writing.WritingStore.FeedReport;
import digestbot.writing.WritingStore.WrittenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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

    static final Duration LONGEST_TIME = Duration.ofDays(2);

    /// Articles appear in feeds some time after their date.
    private static final Duration LATE = Duration.ofHours(1);

    /// Headlines in place of a summary are held for so long, while it is tried again.
    private static final Duration PATIENCE = Duration.ofHours(3);

    private static final int MAX_KNOWN_POINTS = 20;
    private static final int MAX_KNOWN_POINT = 200;

    private final WriterContext context;
    private final HttpReader http = new HttpReader();
    private final FeedClient feeds;
    private final WritingStore store = new WritingStore();

    /// The settings and tools that all topics share.
    ///
    /// @param topics the settings by the topic's id
    /// @param topicNames the configured names, by the topic's id in lower case
    /// @param outletNames the names of outlets, by the keys of all their spellings
    /// @param digests parse files as the intake does
    public record WriterContext(
            Path folder,
            Map<String, WriteSettings> topics,
            Map<String, String> topicNames,
            Map<String, String> outletNames,
            AllDigests digests,
            Database database,
            InstantSource clock) {}

    public sealed interface WriteResult {

        /// Sentences about what is missing, such as the summary.
        List<String> problems();

        /// The files' texts by their paths relative to the digest folder, where each point comes
        /// from, the points of a model that were not taken, with the reasons, and how much there is
        /// of each.
        record Written(
                Map<String, String> files,
                List<String> origins,
                String figures,
                List<String> dropped,
                long tokens,
                List<String> problems)
                implements WriteResult {}

        /// The reason is a sentence.
        record NotWritten(String reason) implements WriteResult {

            public NotWritten {
                reason = TextCleaner.line(reason, WritingStore.MAX_PROBLEM);
            }

            @Override
            public List<String> problems() {
                return List.of(reason);
            }
        }
    }

    private enum RunKind {
        FIRST,
        RETRY,
        TRIAL
    }

    /// A run for the digest of today.
    ///
    /// @param number of its row; 0 before it begins
    private record Run(String topic, WriteSettings settings, long number, Instant now, RunKind kind) {

        boolean isTrial() {
            return kind == RunKind.TRIAL;
        }

        LocalDate day() {
            return LocalDate.ofInstant(now, settings.zone());
        }

        String path(String language) {
            return "%s/%s-%s-%s.md".formatted(FOLDER, topic, day(), language);
        }
    }

    /// A draft for each language in which the endpoint works; the first language has at least
    /// headlines.
    private record DraftSet(List<Draft> each, List<String> dropped, long tokens, List<String> problems) {}

    public TopicWriter(WriterContext context) {
        this.context = context;
        feeds = new FeedClient(
                http,
                context.topics().values().stream()
                        .flatMap(topic -> topic.sides().stream())
                        .flatMap(side -> side.feeds().stream()),
                FeedClient.TIMEOUT);
    }

    /// Writes the digests that are due. To be called once a minute; after a run without a digest or
    /// its summary, it tries again in half an hour.
    public void writeDue() {
        context.topics().forEach((topic, settings) -> {
            Instant now = context.clock().instant();
            ZonedDateTime local = now.atZone(settings.zone());
            if (!local.toLocalTime().isBefore(settings.at())) {
                LocalDate day = local.toLocalDate();
                Instant notAfter = now.minus(WritingStore.LONGEST_RUN);
                boolean isRetry = lacksSummary(new Run(topic, settings, 0, now, RunKind.FIRST));
                RunKind kind = isRetry ? RunKind.RETRY : RunKind.FIRST;
                context.database()
                        .write(tx -> store.claim(tx, topic, day, settings.language(), isRetry, notAfter, now))
                        .ifPresent(run -> finish(new Run(topic, settings, run, now, kind), feed -> log(topic, feed))
                                .problems()
                                .forEach(problem -> LOG.warn("digest {} {}: {}", topic, day, problem)));
            }
        });
    }

    /// Whether the day has headlines in place of a summary, which are held and which nobody has changed.
    private boolean lacksSummary(Run run) {
        String path = run.path(run.settings().language());
        Path file = context.folder().resolve(path);
        Instant since = run.now().minus(PATIENCE);
        try {
            return run.settings().summary().isPresent()
                    && context.database().read(tx -> store.isHeldSince(tx, path, since))
                    && isOwn(path, file)
                    && isOfHeadlines(Files.readAllBytes(file));
        } catch (IOException e) {
            LOG.warn("digest {} {}: {} cannot be read", run.topic(), run.day(), path, e);
            return false;
        }
    }

    private boolean isOfHeadlines(byte[] file) {
        return context.digests().parse(file) instanceof ParseResult.Parsed parsed
                && parsed.digest().model().isEmpty();
    }

    private static void log(String topic, FeedReport feed) {
        if (!feed.isRead()) {
            LOG.warn("digest {}: {} feed {} {}", topic, feed.perspective(), feed.address(), feed.problem());
        }
    }

    /// Writes the digest of today now. A digest that exists is written again only if asked, as a
    /// correction.
    public WriteResult write(String topic, boolean again, Consumer<FeedReport> progress) {
        Run run = planned(topic, RunKind.FIRST);
        String language = run.settings().language();
        String path = run.path(language);
        Optional<String> known = context.database()
                .read(tx -> store.digestPath(tx, topic, run.day(), language))
                .or(() -> Optional.of(path)
                        .filter(_ -> Files.exists(context.folder().resolve(path))));
        if (known.isPresent() && !(again && known.get().equals(path))) {
            String advice = known.get().equals(path) ? " Add --again to write a correction." : "";
            return new NotWritten(
                    "The digest of %s exists already, in %s.%s".formatted(run.day(), known.get(), advice));
        }
        return finish(begun(run), progress);
    }

    /// Makes the digest of today without writing it.
    public WriteResult tryOut(String topic, Consumer<FeedReport> progress) {
        return finish(begun(planned(topic, RunKind.TRIAL)), progress);
    }

    /// Makes a digest of feeds that a person recorded, and leaves out its files.
    public WriteResult evaluate(String topic, Path folder, Consumer<FeedReport> progress) {
        try {
            Run planned = planned(topic, RunKind.TRIAL);
            WriteSettings settings = planned.settings().withFeeds(folder);
            Run run = begun(new Run(topic, settings, planned.number(), planned.now(), RunKind.TRIAL));
            var collector = new Collector(
                    feed -> FeedParser.parse(feed, Files.readAllBytes(Path.of(feed)), ""), context.outletNames());
            List<Article> pool = collector.articles(settings, Instant.EPOCH, run.now(), progress);
            List<Article> articles = choice(run, Optional.empty(), Instant.MIN).of(pool);
            if (articles.isEmpty()) {
                return new NotWritten("No recorded feed has an article.");
            }
            Written made = made(run, articles, List.of());
            return new Written(
                    Map.of(), made.origins(), made.figures(), made.dropped(), made.tokens(), made.problems());
        } catch (IOException e) {
            return new NotWritten("A perspective has no folder with recorded feeds: %s.".formatted(e.getMessage()));
        }
    }

    private StoryChoice choice(Run run, Optional<Digest> told, Instant since) {
        return new StoryChoice(
                run.settings(),
                Embeddings.matcher(http, run.settings().summary()),
                told.map(Digest::sources).orElse(List.of()),
                told.map(before -> before.key().day()).orElse(run.day()),
                since);
    }

    private Run planned(String topic, RunKind kind) {
        WriteSettings settings =
                Optional.ofNullable(context.topics().get(topic)).orElseThrow();
        return new Run(topic, settings, 0, context.clock().instant(), kind);
    }

    private Run begun(Run run) {
        Optional<LocalDate> day = run.isTrial() ? Optional.empty() : Optional.of(run.day());
        long number = context.database().write(tx -> store.begin(tx, run.topic(), day, run.now()));
        return new Run(run.topic(), run.settings(), number, run.now(), run.kind());
    }

    /// Stores what came of the run, even if that is a failure of this program.
    private WriteResult finish(Run run, Consumer<FeedReport> progress) {
        WriteResult result;
        try {
            result = result(run, progress);
        } catch (IOException | RuntimeException e) {
            LOG.error("digest {} {} not written", run.topic(), run.day(), e);
            result = new NotWritten("Writing failed: " + e.getMessage());
        }
        end(run, result.problems());
        return result;
    }

    private void end(Run run, List<String> problems) {
        String problem = run.isTrial() ? "" : String.join(" ", problems);
        context.database().writeWithoutResult(tx -> store.end(tx, run.number(), problem));
    }

    private WriteResult result(Run run, Consumer<FeedReport> progress) throws IOException {
        Optional<WriteResult> refused = refused(run);
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<WrittenFile> last = context.database().read(tx -> store.lastBefore(tx, run.topic(), run.day()));
        Optional<Digest> told = last.isPresent() ? digest(last.get()) : Optional.empty();
        var collector = new Collector(feeds, context.outletNames());
        List<FeedReport> reports = new ArrayList<>();
        List<Article> pool = collector.articles(
                run.settings(), run.now().minus(LONGEST_TIME), run.now(), progress.andThen(reports::add));
        Instant since = last.map(file -> file.at().minus(LATE)).orElse(Instant.MIN);
        List<Article> articles = choice(run, told, since).of(pool);
        context.database()
                .writeWithoutResult(tx -> reports.forEach(report -> store.keep(tx, run.topic(), report, run.now())));
        if (articles.isEmpty()) {
            return new NotWritten(
                    reports.stream().anyMatch(FeedReport::isRead)
                            ? "No feed has a new article."
                            : "No feed could be read.");
        }
        String unread = last.isPresent() || run.isTrial() ? "" : unread(reports);
        if (!unread.isEmpty()) {
            return new NotWritten(unread + "Nothing was written.");
        }
        List<String> silent = new ArrayList<>(run.settings().ids());
        articles.forEach(article -> silent.remove(run.settings().ids().get(article.perspective())));
        silent.forEach(id -> LOG.warn("digest {} {}: no articles of the perspective {}", run.topic(), run.day(), id));
        Written made = made(run, articles, told.map(TopicWriter::points).orElse(List.of()));
        byte[] file = made.files().values().iterator().next().getBytes(StandardCharsets.UTF_8);
        if (run.kind() == RunKind.RETRY && isOfHeadlines(file)) {
            return new NotWritten(String.join(" ", made.problems()));
        }
        return run.isTrial() ? made : refused(run).orElseGet(() -> store(run, made));
    }

    /// Sentences about the perspectives without any feed. At a topic's first digest, that is a
    /// mistake rather than an outage, and readers would take it for a day without news.
    private static String unread(List<FeedReport> reports) {
        return reports.stream()
                .filter(feed -> reports.stream()
                        .noneMatch(
                                other -> other.isRead() && other.perspective().equals(feed.perspective())))
                .map(feed -> "%s: %s %s. ".formatted(feed.perspective(), feed.address(), feed.problem()))
                .collect(Collectors.joining());
    }

    /// Empty without the file, which a person may have changed or taken away.
    private Optional<Digest> digest(WrittenFile written) throws IOException {
        Path file = context.folder().resolve(written.path());
        return Files.isRegularFile(file)
                        && context.digests().parse(Files.readAllBytes(file)) instanceof ParseResult.Parsed parsed
                ? Optional.of(parsed.digest())
                : Optional.empty();
    }

    private static List<String> points(Digest told) {
        return told.points()
                .map(point -> TextCleaner.line(PlainText.of(point), MAX_KNOWN_POINT))
                .limit(MAX_KNOWN_POINTS)
                .toList();
    }

    private Written made(Run run, List<Article> articles, List<String> known) {
        DraftSet drafts = drafts(run, articles, known);
        boolean isHeld = isHeld(run);
        boolean isEarly = run.day().isAfter(LocalDate.ofInstant(run.now(), ZoneId.systemDefault()));
        boolean lacksSummary = run.settings().summary().isPresent()
                && !drafts.each().getFirst().isByModel();
        Optional<Instant> publishAt = Optional.of(run.now().plus(lacksSummary ? PATIENCE : Duration.ZERO))
                .filter(_ -> lacksSummary || isEarly);
        String figures = drafts.each().getFirst().figures(drafts.dropped().size(), articles.size());
        Map<String, String> files = new LinkedHashMap<>();
        List<String> origins = new ArrayList<>();
        for (int i = 0; i < drafts.each().size(); i++) {
            String language = run.settings().languages().get(i);
            var file = new DigestFile(
                    run.topic(),
                    run.now().atZone(run.settings().zone()),
                    language,
                    run.settings().ids(),
                    articles,
                    drafts.each().get(i),
                    isHeld,
                    publishAt);
            files.put(run.path(language), checked(file.markdown()));
            origins.addAll(file.origins());
        }
        return new Written(files, origins, figures, drafts.dropped(), drafts.tokens(), drafts.problems());
    }

    private boolean isHeld(Run run) {
        return switch (run.settings().review()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case FIRST_SEVEN ->
                context.database()
                        .read(tx -> run.settings().summary().isPresent()
                                ? !context.digests().isReviewed(tx, run.topic().toLowerCase(Locale.ROOT))
                                : store.daysBefore(tx, run.topic(), run.day()) < AllDigests.REVIEWED_DAYS);
        };
    }

    private DraftSet drafts(Run run, List<Article> articles, List<String> known) {
        WriteSettings settings = run.settings();
        String name = context.topicNames().getOrDefault(run.topic().toLowerCase(Locale.ROOT), run.topic());
        List<String> names =
                settings.sides().stream().map(PerspectiveFeeds::name).toList();
        Draft headlines = Draft.ofHeadlines(name, names, settings.language(), articles);
        if (settings.summary().isEmpty()) {
            return new DraftSet(List.of(headlines), List.of(), 0, List.of());
        }
        ChatEndpoint endpoint = endpoint(run, settings.summary().get());
        var summarizer = new Summarizer(endpoint, settings.language(), settings.brief(), names, articles, known);
        List<Draft> drafts = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try {
            drafts.add(summarizer.draft(name));
            for (String language :
                    settings.languages().subList(1, settings.languages().size())) {
                drafts.add(summarizer.translated(drafts.getFirst(), language));
            }
        } catch (IOException e) {
            String lost = drafts.isEmpty() ? "The digest has headlines only" : "The digest is not in every language";
            problems.add("%s: the endpoint %s.".formatted(lost, e.getMessage()));
        }
        List<String> dropped = summarizer.dropped();
        context.database().writeWithoutResult(tx -> store.setDropped(tx, run.number(), dropped));
        dropped.forEach(point -> LOG.info("digest {} {}: dropped {}", run.topic(), run.day(), point));
        return new DraftSet(drafts.isEmpty() ? List.of(headlines) : drafts, dropped, endpoint.usedTokens(), problems);
    }

    private ChatEndpoint endpoint(Run run, SummarySettings summary) {
        long today = context.database().read(tx -> store.tokensToday(tx, run.topic(), run.settings(), run.now()));
        long most = Math.max(0, Math.min(summary.tokensPerDigest(), summary.tokensPerDay() - today));
        return new ChatEndpoint(
                http,
                summary,
                ChatEndpoint.TIMEOUT,
                wait -> LockSupport.parkNanos(wait.toNanos()),
                most,
                used -> context.database().writeWithoutResult(tx -> store.setTokens(tx, run.number(), used)));
    }

    /// The checked text. A text that the intake would refuse is a bug in this program.
    private String checked(String text) {
        if (!(context.digests().parse(text.getBytes(StandardCharsets.UTF_8)) instanceof ParseResult.Parsed parsed)) {
            throw new IllegalStateException("the written digest is invalid");
        }
        parsed.warnings().forEach(warning -> LOG.warn("written digest: {}", warning.message()));
        return text;
    }

    private WriteResult store(Run run, Written made) {
        try {
            PrivateFiles.createFolders(context.folder().resolve(FOLDER));
            end(run, made.problems());
            for (Map.Entry<String, String> file : made.files().entrySet()) {
                byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                Path place = context.folder().resolve(file.getKey());
                PrivateFiles.replace(place, bytes);
                ContentHash hash = ContentHash.of(bytes);
                context.database().writeWithoutResult(tx -> store.addFile(tx, run.number(), file.getKey(), hash));
            }
            LOG.info(
                    "digest {} {} written from feeds: {}",
                    run.topic(),
                    run.day(),
                    made.files().keySet());
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into the digest folder " + context.folder(), e);
        }
    }

    /// The refusal if the file in one of the run's places was not written here, or changed since.
    private Optional<WriteResult> refused(Run run) throws IOException {
        for (String language :
                run.isTrial() ? List.<String>of() : run.settings().languages()) {
            String path = run.path(language);
            Path file = context.folder().resolve(path);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isOwn(path, file)) {
                return Optional.of(new NotWritten(path + " was changed by a person. Remove or rename the file first."));
            }
        }
        return Optional.empty();
    }

    private boolean isOwn(String path, Path file) throws IOException {
        Optional<String> written = context.database().read(tx -> store.hash(tx, path));
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && written.equals(
                        Optional.of(ContentHash.of(Files.readAllBytes(file)).hex()));
    }

    @Override
    public void close() {
        http.close();
    }
}
