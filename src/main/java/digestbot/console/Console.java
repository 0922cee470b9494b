package digestbot.console;

import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import com.fasterxml.jackson.annotation.JsonInclude;
import digestbot.broadcast.BroadcastService;
import digestbot.config.EffectiveSetting;
import digestbot.console.PageLayout.PageFrame;
import digestbot.console.signin.ConsoleSettings;
import digestbot.database.Database;
import digestbot.delivery.status.DigestTotalStore;
import digestbot.ops.health.Readiness;
import digestbot.web.HostAndOriginCheck;
import digestbot.web.WebServer;
import digestbot.web.WebServerSettings;
import digestbot.web.WebServerSettings.ErrorBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.ServiceUnavailableResponse;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The web server of the console, with all its pages.
public final class Console {

    private static final String TITLE = "Something went wrong";

    /// The maximum size of a request by an unauthenticated client: a sign-in form has a password
    /// and a path.
    private static final long MAX_SIGN_IN_BYTES = 8L << 10;

    private static final long MAX_FORM_BYTES = 64L << 10;
    private static final int MAX_CONCURRENT_FORMS = 64;

    private Console() {}

    /// Starts the console; empty if the server cannot listen.
    public static Optional<WebServer> start(
            ConsoleSettings settings, ConsoleServices services, InstantSource clock, LongSupplier nanoTime) {
        boolean anyName = !settings.isLoopback() && settings.proxyHeader().isEmpty();
        var hosts = new HostAndOriginCheck(
                settings.publicNames(),
                path -> anyName || Paths.isProbe(path),
                "If it is correct, add it to console.public-name.");
        return WebServer.start(
                "console",
                settings.host(),
                settings.port(),
                new WebServerSettings(
                        HostAndOriginCheck.HEADERS,
                        path -> path.equals(Paths.SIGN_IN) ? MAX_SIGN_IN_BYTES : MAX_FORM_BYTES,
                        MAX_CONCURRENT_FORMS,
                        Console::error),
                config -> {
                    config.routes.before(hosts::check);
                    pages(settings, services, clock, nanoTime).forEach(page -> page.accept(config.routes));
                    new ConcurrentPageLimit().add(config.routes);
                });
    }

    private static List<Consumer<RoutesConfig>> pages(
            ConsoleSettings settings, ConsoleServices services, InstantSource clock, LongSupplier nanoTime) {
        Database database = services.database();
        BroadcastService broadcasts = services.broadcasts();
        var audit = new AuditPage(database, services.library(), clock);
        var later =
                new BackgroundValue<>(() -> database.read(tx -> DigestTotalStore.later(tx, clock.instant())), clock);
        var recipients = new RecipientsForm(services.library());
        var preview = new MessagePreview(services.digests().messages(), 4);
        var counts = new BroadcastPage.ProgressCounts(database, broadcasts, clock);
        return List.of(
                new AccessControl(settings, services, clock, nanoTime)::add,
                ConsoleAssets::add,
                audit::add,
                new Overview(services, audit, later, clock)::add,
                new MonitoringRoutes(services.readiness(), services.metrics())::add,
                new DigestsPage(
                        database,
                        services.library(),
                        later,
                        new WrittenSection(services.written(), services.library(), clock))::add,
                new DigestPage(services, audit, later, clock)::add,
                new BroadcastsPage(database, broadcasts, counts, clock)::add,
                new BroadcastPage(database, broadcasts, preview, recipients, counts, clock)::add,
                new BroadcastRoutes(database, broadcasts, services.owners(), recipients, preview, clock)::add,
                new DeliveriesPage(database, services.sending().keySet(), clock)::add,
                new SubscribersPage(database, services.library(), clock)::add,
                new ConfigurationPage(services.settings())::add);
    }

    private static ErrorBody error(Optional<Context> context, Optional<String> accept, String path, String sentence) {
        boolean forPeople = !path.equals(Paths.METRICS)
                && accept.filter(types -> types.contains("text/html")).isPresent();
        return forPeople
                ? new ErrorBody(
                        "text/html; charset=utf-8", errorPage(context.flatMap(AccessControl::frameIfAny), sentence))
                : new ErrorBody("text/plain; charset=utf-8", sentence + "\n");
    }

    private static String errorPage(Optional<PageFrame> frame, String sentence) {
        boolean missing = sentence.endsWith(" not found.");
        String title = missing ? sentence.substring(0, sentence.length() - 1) : TITLE;
        DomContent content = each(iff(!missing, p(sentence)), p(a("Overview").withHref(Paths.OVERVIEW)));
        return frame.map(known -> PageLayout.of("", title, known.withAttention(() -> 0), List.of(content)))
                .orElseGet(() -> PageLayout.withoutNavigation(title, main(h1(title), content)));
    }

    /// Limits the number of pages that are rendered concurrently. Rendering is CPU-bound and
    /// virtual threads share the processors, so a burst of requests would delay deliveries and
    /// replies. Reading a form and writing a response do not count, because a slow client can
    /// prolong both. The sign-in page does not count either: it is the only page that strangers
    /// get, and they must not keep people waiting.
    static final class ConcurrentPageLimit {

        private static final String PERMIT = "page-limit";

        private final Semaphore free;
        private final Duration maxWait;

        ConcurrentPageLimit() {
            this(Math.max(2, Runtime.getRuntime().availableProcessors() / 2), Duration.ofSeconds(10));
        }

        ConcurrentPageLimit(int atOnce, Duration maxWait) {
            free = new Semaphore(atOnce, true);
            this.maxWait = maxWait;
        }

        void add(RoutesConfig routes) {
            routes.before(context -> {
                if (isLimited(context)) {
                    if (!free.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
                        throw new ServiceUnavailableResponse("Too many requests at once. Try again in a moment.");
                    }
                    context.attribute(PERMIT, true);
                }
            });
            routes.after(context -> {
                if (Boolean.TRUE.equals(context.attribute(PERMIT))) {
                    context.attribute(PERMIT, null);
                    free.release();
                }
            });
        }

        /// Assets are not rendered, and a client that reads one slowly
        /// must not block a page.
        private static boolean isLimited(Context context) {
            boolean rendered = context.method().equals(HandlerType.GET) || BroadcastPage.isPreview(context.path());
            return rendered
                    && AccessControl.frameIfAny(context).isPresent()
                    && !context.path().startsWith(ConsoleAssets.ROOT);
        }
    }

    /// The configuration as it was loaded, with the defaults folded.
    private record ConfigurationPage(List<EffectiveSetting> settings) {

        private void add(RoutesConfig routes) {
            Map<Boolean, List<EffectiveSetting>> byDefault =
                    settings.stream().collect(Collectors.partitioningBy(EffectiveSetting::isDefault));
            List<EffectiveSetting> defaults = byDefault.getOrDefault(true, List.of());
            routes.get(
                    Paths.CONFIGURATION,
                    context -> PageLayout.show(
                            context,
                            Paths.CONFIGURATION,
                            "Configuration",
                            muted("Loaded at startup. Edit the file and restart to change it."),
                            table("Set in the configuration", byDefault.getOrDefault(false, List.of())),
                            details(
                                    summary(count(defaults.size(), "default", "defaults")),
                                    table("Defaults", defaults))));
        }

        private static DomContent table(String title, List<EffectiveSetting> settings) {
            return DataTable.<EffectiveSetting>titled(title)
                    .column("Key", setting -> span(setting.path()).withClass("key-path"))
                    .text("Value", setting -> setting.value().isEmpty() ? "not set" : setting.value())
                    .asCards()
                    .of(settings, "Nothing is set.");
        }
    }

    /// `/healthz` always returns 200; `/readyz` returns 503 while the bot cannot work.
    private record MonitoringRoutes(Readiness readiness, Metrics metrics) {

        private void add(RoutesConfig routes) {
            routes.get(
                    Paths.HEALTH, context -> context.contentType("text/plain").result("ok\n"));
            routes.get(Paths.READY, this::ready);
            routes.get(
                    Paths.METRICS,
                    context -> context.contentType(Metrics.CONTENT_TYPE).result(metrics.scrape()));
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
    }
}
