package digestbot.console;

import static j2html.TagCreator.*;

import com.fasterxml.jackson.annotation.JsonInclude;
import digestbot.audience.Person;
import digestbot.broadcast.BroadcastModule;
import digestbot.config.EffectiveSetting;
import digestbot.console.page.ConsoleAssets;
import digestbot.console.page.DataTable;
import digestbot.console.page.PageLayout;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.signin.ConsoleSettings;
import digestbot.console.signin.Sessions;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.statistics.Metrics;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.digest.Outlets;
import digestbot.digest.Source;
import digestbot.health.Readiness;
import digestbot.i18n.ClosestMatch;
import digestbot.library.archive.DigestListQuery;
import digestbot.library.archive.Library;
import digestbot.web.EventStream;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import j2html.tags.DomContent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Builds the console of all its pages.
public final class ConsoleModule {

    /// What the console shows and acts on.
    ///
    /// @param owners the people who get a broadcast as a test
    /// @param settings the configuration as it was loaded
    /// @param outlets the keys of all spellings of known outlets
    public record ConsoleServices(
            Database database,
            Library library,
            Attention attention,
            Overview.Sources sources,
            Metrics metrics,
            DigestServices digests,
            BroadcastModule broadcasts,
            List<Person> owners,
            List<EffectiveSetting> settings,
            Set<String> outlets) {}

    private ConsoleModule() {}

    /// Empty if the server cannot start.
    public static Optional<Console> start(
            ConsoleSettings settings, ConsoleServices services, InstantSource clock, LongSupplier nanoTime) {
        Database database = services.database();
        Library library = services.library();
        BroadcastModule broadcasts = services.broadcasts();
        var sessions = new Sessions(nanoTime);
        var access = new AccessControl(
                settings,
                sessions,
                SignInRoutes.PasswordSignIn.of(settings, clock, nanoTime),
                () -> services.attention().count(database));
        var audit = new AuditPage(database, library, clock);
        var recipients = new RecipientsForm(library);
        var counts = new BroadcastPage.ProgressCounts(database, broadcasts, clock);
        var preview = new MessagePreview(services.digests().messages(), 4);
        return Console.start(
                settings,
                List.of(
                        access,
                        new SignInRoutes(database, access, clock),
                        new ConsoleAssets(),
                        new LiveUpdates(sessions),
                        audit,
                        new Overview(database, services.sources(), services.attention(), audit, clock),
                        new MonitoringRoutes(services.sources().readiness(), services.metrics()),
                        new DigestsPage(database, library),
                        new DigestPage(database, library, services.digests(), audit, clock),
                        new DigestSourcePages(database),
                        new BroadcastsPage(database, broadcasts.broadcasts(), counts, clock),
                        new BroadcastPage(database, broadcasts, recipients, preview, counts, clock),
                        new BroadcastActions(database, broadcasts, recipients, services.owners(), clock),
                        new DeliveriesPage(database, services.sources().sending(), clock),
                        new SubscribersPage(database, library, clock),
                        new ConfigurationPage(services.settings()),
                        new OutletsPage(database, library, services.outlets())));
    }

    /// The configuration as it was loaded; values that differ from the defaults are bold.
    private record ConfigurationPage(List<EffectiveSetting> settings) implements Routes {

        @Override
        public void add(RoutesConfig routes) {
            routes.get(Paths.CONFIGURATION, this::show);
        }

        private void show(Context context) {
            Map<String, List<EffectiveSetting>> groups = settings.stream()
                    .collect(Collectors.groupingBy(ConfigurationPage::group, LinkedHashMap::new, Collectors.toList()));
            context.html(PageLayout.of(
                    Paths.CONFIGURATION,
                    "Configuration",
                    AccessControl.frame(context),
                    List.of(
                            p("Loaded at startup. Edit the file and restart to change it.")
                                    .withClass("muted"),
                            p(a("Outlets that are not in it").withHref(Paths.OUTLETS)),
                            DataTable.<EffectiveSetting>titled("Configuration")
                                    .column(
                                            "Key",
                                            setting -> span(setting.path()).withClass("key-path"))
                                    .column("Value", ConfigurationPage::value)
                                    .of(groups))));
        }

        private static String group(EffectiveSetting setting) {
            int dot = setting.path().indexOf('.');
            return dot < 0 ? "files" : setting.path().substring(0, dot);
        }

        private static DomContent value(EffectiveSetting setting) {
            String value = setting.value().isEmpty() ? "not set" : setting.value();
            return setting.isDefault()
                    ? span(value + " (default)").withClass("muted")
                    : span(value).withClass("changed");
        }
    }

    /// The outlets of the newest digests that the configuration does not know, the most frequent
    /// first, each beside those with similar names, because several of them may be one.
    ///
    /// @param known the keys of all spellings of known outlets
    record OutletsPage(Database database, Library library, Set<String> known) implements Routes {

        private static final int MAX_DIGESTS = 100;

        /// Each of them is compared with each other one.
        private static final int MAX_OUTLETS = 500;

        /// An outlet, by the first spelling of its name.
        record CitedOutlet(String name, int articles) {

            private boolean isNear(CitedOutlet other) {
                String one = Outlets.key(name);
                String two = Outlets.key(other.name);
                return Math.min(one.length(), two.length()) > 2
                        && (one.contains(two)
                                || two.contains(one)
                                || !ClosestMatch.findAll(one, List.of(two), 1).isEmpty());
            }
        }

        @Override
        public void add(RoutesConfig routes) {
            routes.get(Paths.OUTLETS, this::show);
        }

        private void show(Context context) {
            var unknown = List.copyOf(unknown(database.read(this::cited)).entrySet());
            context.html(PageLayout.of(
                    Paths.CONFIGURATION,
                    "Outlets",
                    AccessControl.frame(context),
                    List.of(
                            p(PageParts.withCode(
                                    "Outlets of the newest digests that are not in the configuration. Add them"
                                            + " under `outlets`, or a mere spelling in `also` of its outlet.")),
                            DataTable.<Map.Entry<CitedOutlet, List<CitedOutlet>>>titled("Outlets")
                                    .text("Outlet", row -> row.getKey().name())
                                    .number("Articles", row -> row.getKey().articles())
                                    .text(
                                            "Similar names",
                                            row -> row.getValue().stream()
                                                    .map(near -> near.name() + " "
                                                            + (isKnown(near)
                                                                    ? "(configured)"
                                                                    : PageParts.count(near.articles())))
                                                    .collect(Collectors.joining(" · ")))
                                    .of(unknown, "None."))));
        }

        private List<CitedOutlet> cited(Transaction tx) {
            return library.summaries(tx, DigestListQuery.ALL, MAX_DIGESTS).stream()
                    .flatMap(digest -> library.digest(tx, digest.listed().number()).stream())
                    .flatMap(stored -> stored.digest().sources().stream())
                    .map(Source::outlet)
                    .filter(outlet -> !outlet.isBlank())
                    .collect(Collectors.groupingBy(Outlets::key))
                    .values()
                    .stream()
                    .map(spellings -> new CitedOutlet(spellings.getFirst(), spellings.size()))
                    .sorted(Comparator.comparingInt(CitedOutlet::articles)
                            .reversed()
                            .thenComparing(CitedOutlet::name))
                    .limit(MAX_OUTLETS)
                    .toList();
        }

        private boolean isKnown(CitedOutlet outlet) {
            return known.contains(Outlets.key(outlet.name()));
        }

        /// The unknown outlets in their order, with those near them, known or not. An outlet that
        /// is listed beside another one has no row of its own.
        Map<CitedOutlet, List<CitedOutlet>> unknown(List<CitedOutlet> cited) {
            Map<CitedOutlet, List<CitedOutlet>> unknown = new LinkedHashMap<>();
            List<CitedOutlet> left = new ArrayList<>(cited);
            for (CitedOutlet outlet : cited) {
                if (!isKnown(outlet) && left.remove(outlet)) {
                    List<CitedOutlet> near =
                            left.stream().filter(outlet::isNear).toList();
                    left.removeIf(each -> !isKnown(each) && near.contains(each));
                    unknown.put(outlet, near);
                }
            }
            return unknown;
        }
    }

    /// `/healthz` always returns 200; `/readyz` returns 503 while the bot cannot work.
    private record MonitoringRoutes(Readiness readiness, Metrics metrics) implements Routes {

        @Override
        public void add(RoutesConfig routes) {
            routes.get(
                    Paths.HEALTH, context -> context.contentType("text/plain").result("ok\n"));
            routes.get(Paths.READY, this::ready);
            routes.get(Paths.METRICS, this::metrics);
        }

        /// A check as the answer has it.
        @JsonInclude(JsonInclude.Include.NON_NULL)
        private record CheckResult(
                boolean ok, String detail, @Nullable String at) {}

        private record ReadinessAnswer(boolean ready, Map<String, CheckResult> checks) {}

        private void ready(Context context) {
            Readiness.ReadinessReport report = readiness.report();
            Map<String, CheckResult> checks = new LinkedHashMap<>();
            for (Readiness.Check check : report.checks()) {
                String at = check.at().map(Instant::toString).orElse(null);
                checks.put(check.name(), new CheckResult(check.ok(), check.detail(), at));
            }
            context.status(report.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                    .json(new ReadinessAnswer(report.ready(), checks));
        }

        private void metrics(Context context) {
            context.contentType(Metrics.CONTENT_TYPE).result(metrics.scrape());
        }
    }

    /// Server-sent events that tell open pages to reload themselves, so that there is only one way
    /// to render a page.
    static final class LiveUpdates implements Routes {

        private static final Duration INTERVAL = Duration.ofSeconds(2);
        private static final int MAX_STREAMS = 50;

        private final Sessions sessions;
        private final Duration interval;
        private final Semaphore openStreams;

        LiveUpdates(Sessions sessions) {
            this(sessions, INTERVAL, MAX_STREAMS);
        }

        LiveUpdates(Sessions sessions, Duration interval, int maxStreams) {
            this.sessions = sessions;
            this.interval = interval;
            openStreams = new Semaphore(maxStreams);
        }

        @Override
        public void add(RoutesConfig routes) {
            routes.get(Paths.LIVE, this::tell);
        }

        /// If the limit is reached, the stream ends, and the browser reconnects by itself.
        private void tell(Context context) throws InterruptedException {
            try {
                EventStream stream = EventStream.begin(context);
                if (openStreams.tryAcquire()) {
                    try {
                        tick(stream, AccessControl.session(context));
                    } finally {
                        openStreams.release();
                    }
                }
            } catch (IOException _) {
                // The browser disconnected.
            }
        }

        /// Browsers ignore events without data, so each carries some. The stream ends with the
        /// session.
        private void tick(EventStream stream, Session session) throws IOException, InterruptedException {
            while (sessions.find(session.id()).isPresent()) {
                Thread.sleep(interval);
                stream.send("look", "now");
            }
        }
    }
}
