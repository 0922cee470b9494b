package digestbot.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import digestbot.GivenTime;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.broadcast.BroadcastService;
import digestbot.broadcast.PlainPreviews;
import digestbot.console.ConsoleServices.DigestServices;
import digestbot.console.ConsoleServices.NightlyJobs;
import digestbot.console.Metrics.BotInfo;
import digestbot.console.signin.ConsoleSettings;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.DigestControls.SharedPages;
import digestbot.content.views.StyleRegistry;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.MaintenanceTime;
import digestbot.database.TestDatabase;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.rendering.RevisionMessages.WebPageFinder;
import digestbot.delivery.sending.SendCounters;
import digestbot.delivery.sending.SendCounters.SendStatistics;
import digestbot.digest.Digest;
import digestbot.digest.parser.DigestParser;
import digestbot.library.archive.DigestReview;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.Library;
import digestbot.library.archive.OverdueDigests;
import digestbot.library.archive.SilentPublications;
import digestbot.library.archive.Withdrawals;
import digestbot.markdown.WebAddress;
import digestbot.ops.health.CheckFinding;
import digestbot.ops.health.Heartbeat.HealthState;
import digestbot.ops.health.JobMonitor;
import digestbot.ops.health.Readiness;
import digestbot.web.IpNetwork;
import digestbot.web.WebServer;
import digestbot.writing.WriteSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A console with a database of its own, without a bot.
final class ConsoleFixture implements AutoCloseable {

    /// Digests that are not published will have a page.
    private static final WebPageFinder PAGES = new WebPageFinder() {

        @Override
        public Optional<SharedPages> of(Transaction transaction, long digest) {
            return Optional.empty();
        }

        @Override
        public Optional<SharedPages> expected(Digest digest) {
            return WebAddress.parse("https://news.example.org/" + digest.key().day() + "/")
                    .map(page -> new SharedPages(page, Map.of()));
        }
    };

    /// Owners who have not written to the bot, unless a test says so.
    static final List<Person> OWNERS =
            List.of(new Person(Platform.DISCORD, 71, "en"), new Person(Platform.DISCORD, 72, "en"));

    final Database database;
    final HttpBrowser browser;
    final AtomicLong nanos = new AtomicLong();
    final JobMonitor jobs = new JobMonitor(new Clocks(GivenTime.CLOCK, nanos::get));
    private final WebServer console;
    private String csrf = "";

    final List<CheckFinding> missingSettings = new CopyOnWriteArrayList<>();

    final Map<String, WriteSettings> written = new ConcurrentHashMap<>();

    volatile HealthState discord = new HealthState(true, "connected");

    volatile Optional<Instant> lastBackup = Optional.empty();

    /// A hash that takes less than a tenth of a second to compare, unlike those of
    /// [digestbot.console.signin.Passwords#hash].
    static String cheapHash(String password) {
        return BCrypt.withDefaults().hashToString(BCrypt.MIN_COST, password.toCharArray());
    }

    /// Open to this machine, without a password.
    ConsoleFixture(Path folder, InstantSource clock) {
        this(
                folder,
                settings(SignIn.NONE, IpNetwork.LOOPBACK, List.of()),
                clock,
                () -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()));
    }

    ConsoleFixture(Path folder, ConsoleSettings settings, InstantSource clock, LongSupplier nanoTime) {
        jobs.register("digests", Duration.ofMinutes(2));
        database = TestDatabase.open(folder.resolve("bot.sqlite"));
        Library library = new Library(new DigestParser()::parse);
        var heldDigests = new DigestReview(library, SilentPublications.NOTHING, clock);
        var overdueDigests = new OverdueDigests(library, new LatePolicy(ZoneOffset.UTC, Duration.ofHours(2)));
        BroadcastService broadcasts = announcing(database, clock);
        var readiness = new Readiness(
                database,
                Map.of(Platform.DISCORD, new Readiness.PlatformProbe(() -> discord, Optional::empty)),
                jobs,
                false,
                clock);
        var bot = new BotInfo("1.0", clock.instant(), () -> lastBackup);
        var services = new ConsoleServices(
                database,
                library,
                bot,
                readiness,
                Attention.of(readiness, missingSettings, heldDigests, overdueDigests, broadcasts, clock),
                Metrics.of(database, bot, Map.of(), jobs, "", clock),
                Map.of(Platform.TELEGRAM, new SendStatistics(new SendCounters(), () -> 24)),
                new NightlyJobs(new MaintenanceTime(LocalTime.of(3, 30), ZoneOffset.UTC), true),
                new DigestServices(
                        new DigestContentBuilder(new StyleRegistry(Map.of())),
                        PAGES,
                        heldDigests,
                        new Withdrawals(library, SilentPublications.NOTHING, clock),
                        (_, content) -> List.of(content)),
                broadcasts,
                OWNERS,
                List.of(),
                written);
        console = Console.start(settings, services, clock, nanoTime).orElseThrow();
        browser = new HttpBrowser(console.port());
    }

    /// By the hash of a password, by a proxy's header, or not at all.
    record SignIn(Optional<String> hash, Optional<String> header) {

        static final SignIn NONE = new SignIn(Optional.empty(), Optional.empty());
    }

    static ConsoleSettings settings(SignIn signIn, List<IpNetwork> proxies, List<String> names) {
        Optional<String> publicName = Optional.of(String.join(", ", names)).filter(text -> !text.isEmpty());
        return new ConsoleSettings(0, "127.0.0.1", signIn.hash(), signIn.header(), proxies, publicName);
    }

    private static BroadcastService announcing(Database database, InstantSource clock) {
        var outboxEvents = new OutboxEvents();
        return new BroadcastService(
                database,
                new FanOutStore(outboxEvents, clock),
                new Outbox(outboxEvents, clock),
                new PlainPreviews(),
                Set.of(Platform.TELEGRAM),
                clock);
    }

    int port() {
        return console.port();
    }

    void sql(String statement, @Nullable Object... arguments) {
        database.writeWithoutResult(tx -> tx.handle().execute(statement, arguments));
    }

    /// Stores a digest of that day that is held for review.
    void hold(String topic, String day, Instant received, Instant until) {
        byte[] content = "---\ntopic: %s\ndate: %s\nmadeBy: small-model\n---\n## Highlights\n\n- News.\n"
                .formatted(topic, day)
                .getBytes(UTF_8);
        sql(
                "INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at, held_until)"
                        + " VALUES (?, ?, 'en', '', ?, 'draft', 1, 'News', ?, ?)",
                topic,
                day.lines().findFirst().orElseThrow(),
                topic + ".md",
                received.toEpochMilli(),
                until.toEpochMilli());
        sql(
                "INSERT INTO revision (digest, number, content, hash, received_at)"
                        + " SELECT max(number), 1, ?, ?, 0 FROM digest",
                content,
                content);
    }

    List<String> select(String query) {
        return database.read(tx -> tx.select(query).mapTo(String.class).list());
    }

    /// The page with its numbers: on a busy machine, counting takes longer than a page waits.
    String page(String path) throws IOException, InterruptedException {
        String page = browser.get(path).body();
        while (page.contains("Counting…")) {
            page = browser.get(path).body();
        }
        return page;
    }

    String section(String path, String id) throws IOException, InterruptedException {
        String page = page(path);
        int from = page.indexOf("<section id=\"" + id + "\"");
        assertThat(from).as("section %s in %s", id, page).isPositive();
        return page.substring(from, page.indexOf("</section>", from));
    }

    /// Sends a form with the token of the session.
    ///
    /// @param fields names and values in turn
    HttpResponse<String> post(String path, String... fields) throws IOException, InterruptedException {
        if (csrf.isEmpty()) {
            csrf = HttpBrowser.csrf(browser.get("/broadcasts"));
        }
        Map<String, String> form = new HashMap<>(Map.of("csrf", csrf));
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return browser.post(path, form);
    }

    /// Sends a form like [#post]; returns the page to which its answer leads.
    String submit(String path, String... fields) throws IOException, InterruptedException {
        return follow(post(path, fields));
    }

    String follow(HttpResponse<String> answer) throws IOException, InterruptedException {
        assertThat(answer.statusCode())
                .as("status of an answer that leads to a page")
                .isEqualTo(303);
        String path = answer.headers().firstValue("Location").orElseThrow();
        // Only the first answer has the message.
        String first = browser.get(path).body();
        return first.contains("Counting…") ? first + page(path) : first;
    }

    @Override
    public void close() {
        console.close();
        database.close();
    }
}
