package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audit.AuditStore;
import digestbot.broadcast.BroadcastModule;
import digestbot.console.overview.Attention;
import digestbot.console.overview.Overview;
import digestbot.console.overview.Overview.Choice;
import digestbot.console.page.ConsoleAssets;
import digestbot.console.page.DataTable;
import digestbot.console.page.Forms;
import digestbot.console.page.PageLayout;
import digestbot.console.page.PageParts;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.console.signin.ConsoleSettings;
import digestbot.console.signin.Sessions;
import digestbot.console.signin.Sessions.Session;
import digestbot.console.statistics.Metrics;
import digestbot.content.Content;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.sending.SendCounters.SendStatistics;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// Builds the console. Each method adds the pages of one area; sign-in, static files, live updates
/// and the audit log are always there.
public final class ConsoleModule {

    private final ConsoleSettings settings;
    private final Database database;
    private final Library library;
    private final Attention attention;
    private final AuditPage audit;
    private final InstantSource clock;
    private final List<Routes> routes = new ArrayList<>();

    public ConsoleModule(
            ConsoleSettings settings,
            Database database,
            Library library,
            Attention attention,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.database = database;
        this.library = library;
        this.attention = attention;
        this.clock = clock;
        audit = new AuditPage(database, library, clock);
        var sessions = new Sessions(nanoTime);
        var access = new AccessControl(
                settings,
                sessions,
                SignInRoutes.PasswordSignIn.of(settings, clock, nanoTime),
                () -> attention.count(database));
        add(access, new SignInRoutes(database, access, clock), new ConsoleAssets(), new LiveUpdates(sessions), audit);
    }

    private ConsoleModule add(Routes... more) {
        routes.addAll(List.of(more));
        return this;
    }

    /// Adds the overview page and the monitoring endpoints.
    public ConsoleModule overview(Overview.Sources sources, Metrics metrics) {
        return add(
                new OverviewPage(database, new Overview(database, sources, clock), attention, audit),
                new MonitoringRoutes(sources.readiness(), metrics));
    }

    /// Adds the list of digests and the page of each.
    public ConsoleModule digests(DigestServices services) {
        return add(
                new DigestsPage(database, library),
                new DigestPage(database, library, services, audit, clock),
                new DigestSourcePages(database));
    }

    /// Adds the list of broadcasts and the page of each.
    ///
    /// @param messages cuts content into a platform's messages
    /// @param owners the people who get a broadcast as a test
    public ConsoleModule broadcasts(
            BroadcastModule services, BiFunction<Platform, Content, List<Content>> messages, List<Person> owners) {
        var recipients = new RecipientsForm(library);
        var counts = new BroadcastPage.ProgressCounts(database, services, clock);
        return add(
                new BroadcastsPage(database, services.broadcasts(), counts, clock),
                new BroadcastPage(database, services, recipients, new MessagePreview(messages, 4), counts, clock),
                new BroadcastActions(database, services, recipients, owners, clock));
    }

    /// Adds the pages for deliveries and subscribers.
    public ConsoleModule deliveries(Map<Platform, SendStatistics> sending) {
        return add(new DeliveriesPage(database, sending, clock), new SubscribersPage(database, library, clock));
    }

    /// Adds the configuration as it was loaded, and the list of outlets that it does not know.
    ///
    /// @param outlets the keys of all spellings of known outlets
    public ConsoleModule configuration(List<EffectiveSetting> settings, Set<String> outlets) {
        return add(new ConfigurationPage(settings), new OutletsPage(database, library, outlets));
    }

    /// Empty if the server cannot start.
    public Optional<Console> start() {
        return Console.start(settings, routes);
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
                    .flatMap(digest -> library.digest(tx, digest.number()).stream())
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

        private void ready(Context context) {
            Readiness.ReadinessReport report = readiness.report();
            Map<String, Object> checks = new LinkedHashMap<>();
            report.checks().forEach(check -> checks.put(check.name(), check(check)));
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("ready", report.ready());
            answer.put("checks", checks);
            context.status(report.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                    .json(answer);
        }

        private static Map<String, Object> check(Readiness.Check check) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("ok", check.ok());
            shown.put("detail", check.detail());
            check.at().ifPresent(at -> shown.put("at", at.toString()));
            return shown;
        }

        private void metrics(Context context) {
            context.contentType(Metrics.CONTENT_TYPE).result(metrics.scrape());
        }
    }

    private static final class OverviewPage implements Routes {

        private static final String FILES = "files";
        private static final String RANGE = "range";
        private static final String PLATFORM = "platform";
        private static final int RECENT_ACTIONS = 5;

        private final Database database;
        private final Overview overview;
        private final Attention attention;
        private final AuditPage audit;
        private final AuditStore auditStore = new AuditStore();

        OverviewPage(Database database, Overview overview, Attention attention, AuditPage audit) {
            this.database = database;
            this.overview = overview;
            this.attention = attention;
            this.audit = audit;
        }

        @Override
        public void add(RoutesConfig routes) {
            routes.get(Paths.OVERVIEW, this::show);
        }

        private void show(Context context) {
            var choice = new Choice(
                    Forms.query(context, RANGE),
                    Optional.ofNullable(context.queryParam(PLATFORM)).flatMap(Platform::find),
                    Forms.page(context, FILES));
            Session session = AccessControl.session(context);
            Attention.Findings findings = attention.read(database);
            context.html(PageLayout.of(
                    Paths.OVERVIEW,
                    "Overview",
                    AccessControl.frame(context).withAttention(findings::count),
                    overview.sections(findings, choice, session, recentActions())));
        }

        private DomContent recentActions() {
            return PageParts.liveSection(
                    "activity",
                    "Recent activity",
                    database.read(tx -> audit.table(tx, auditStore.page(tx, RECENT_ACTIONS, 0))),
                    p(a("Audit log ›").withHref(Paths.AUDIT)));
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
