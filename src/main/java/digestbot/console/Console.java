package digestbot.console;

import static j2html.TagCreator.a;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.main;
import static j2html.TagCreator.p;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.broadcast.BroadcastTools;
import digestbot.console.signin.ConsoleSettings;
import digestbot.console.signin.Sessions;
import digestbot.console.statistics.Metrics;
import digestbot.content.views.DigestViews;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.delivery.sending.SendStatistics;
import digestbot.health.Readiness;
import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.Library;
import digestbot.library.archive.OverdueDigests;
import digestbot.web.WebRules;
import digestbot.web.WebServerSetup;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.InternalServerErrorResponse;
import io.javalin.router.EndpointNotFound;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server of the console.
public final class Console implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    /// Whoever signs in sends a password and an address; strangers can send no more either.
    private static final long LARGEST_SIGN_IN = 8L << 10;

    private static final long LARGEST_FORM = 64L << 10;
    private static final int FORMS_AT_ONCE = 64;
    private static final Duration SLOWEST_FORM = Duration.ofSeconds(10);

    private final Javalin javalin;

    /// Something that answers at addresses of its own.
    public interface Routes {

        /// Adds its addresses.
        void add(RoutesConfig routes);
    }

    private Console(Javalin javalin) {
        this.javalin = javalin;
    }

    /// What it shows.
    ///
    /// @param announcing what announcements are made with
    public record Behind(
            Database database, Shelf shelf, Vitals vitals, BroadcastTools announcing, Made made, Time time) {

        InstantSource clock() {
            return time.clock();
        }
    }

    /// What time it is, and how much has passed.
    ///
    /// @param nanoTime nanoseconds that only grow, for limits and for how long something lasts
    public record Time(InstantSource clock, LongSupplier nanoTime) {}

    /// As it was configured.
    ///
    /// @param settings all of it
    /// @param owners of the bot
    public record Made(List<LoadedSetting> settings, List<Person> owners) {}

    /// Digests, and how people see them.
    public record Shelf(
            Library library,
            HeldDigests holding,
            OverdueDigests awaiting,
            DigestViews editions,
            ClientPreview likeness) {}

    /// How the bot is.
    ///
    /// @param flows how deliveries leave, by platform
    public record Vitals(Readiness readiness, Metrics metrics, Map<Platform, SendStatistics> flows) {}

    /// Starts to listen. Where that cannot be, the bot works on without: the log says why.
    public static Optional<Console> start(ConsoleSettings settings, Behind behind) {
        Database database = behind.database();
        Vitals vitals = behind.vitals();
        Shelf shelf = behind.shelf();
        BroadcastTools announcing = behind.announcing();
        var health = new DigestWarnings(database, shelf.holding(), behind.clock());
        var recipients = new RecipientsForm(shelf.library());
        var sessions = new Sessions(behind.time().nanoTime());
        var access = new AccessControl(settings, sessions, PasswordSignIn.of(settings, behind.time()));
        List<Routes> routes = List.of(
                access,
                new SignInRoutes(database, access, behind.clock()),
                new ConsoleAssets(),
                new MonitoringRoutes(vitals.readiness(), vitals.metrics()),
                new OverviewPage(database, vitals.readiness(), shelf.awaiting(), behind.clock()),
                new DeliveriesPage(database, vitals.flows(), behind.clock()),
                new SubscribersPage(database, shelf.library(), behind.clock()),
                new LibraryPage(database, shelf.library()),
                new DigestPage(database, shelf, health),
                health,
                new AuditPage(database, shelf.library(), behind.clock()),
                new SettingsPage(behind.made().settings()),
                new BroadcastsPage(database, announcing.broadcasts(), behind.clock()),
                new BroadcastPage(database, announcing, recipients, shelf.likeness(), behind.clock()),
                new BroadcastActions(
                        database, announcing, recipients, behind.made().owners()),
                new LiveUpdates(sessions));
        var javalin = Javalin.create(config -> configure(config, settings, routes));
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            LOG.warn(
                    "console not started: cannot listen on {} ({}). Set another console.port, or 0 for no console",
                    settings,
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
            javalin.stop();
            return Optional.empty();
        }
        return Optional.of(new Console(javalin));
    }

    private static void configure(JavalinConfig config, ConsoleSettings settings, List<Routes> routes) {
        WebServerSetup.configure(config, settings.host(), settings.port(), rules());
        config.http.strictContentTypes = true;
        config.routes.before(new SameOriginGuard(settings)::check);
        config.routes.exception(HttpResponseException.class, Console::refuse);
        RepeatedFailureLog outage = new RepeatedFailureLog(LOG, "console page failed", "console pages work again");
        var broken = new AtomicReference<>("");
        config.routes.exception(Exception.class, (why, context) -> {
            broken.set(context.path());
            fail(why, context, outage);
        });
        config.routes.after(context -> {
            boolean works = context.statusCode() < HttpStatus.INTERNAL_SERVER_ERROR.getCode();
            if (works && broken.compareAndSet(context.path(), "")) {
                outage.worked();
            }
        });
        routes.forEach(each -> each.add(config.routes));
        new PageLimit().add(config.routes);
    }

    private static WebRules rules() {
        return new WebRules(
                SameOriginGuard.HEADERS,
                path -> path.equals(SignInRoutes.PATH) ? LARGEST_SIGN_IN : LARGEST_FORM,
                FORMS_AT_ONCE,
                SLOWEST_FORM,
                Console::said);
    }

    private static void refuse(HttpResponseException why, Context context) {
        String sentence = why instanceof EndpointNotFound ? "There is no such page." : String.valueOf(why.getMessage());
        WebRules.Said said = said(Optional.ofNullable(context.header(Header.ACCEPT)), context.path(), sentence);
        context.status(why.getStatus()).contentType(said.type()).result(said.content());
    }

    private static WebRules.Said said(Optional<String> accept, String path, String sentence) {
        boolean forPeople = !path.equals("/metrics")
                && accept.filter(types -> types.contains("text/html")).isPresent();
        return forPeople
                ? new WebRules.Said(
                        "text/html; charset=utf-8",
                        PageLayout.bare(
                                "That did not work",
                                main(
                                        h1("That did not work"),
                                        p(sentence),
                                        p(a("Overview").withHref("/")))))
                : new WebRules.Said("text/plain; charset=utf-8", sentence + "\n");
    }

    /// What went wrong is for the log: a page might say too much.
    private static void fail(Exception why, Context context, RepeatedFailureLog outage) {
        outage.failed(new IllegalStateException("on " + context.path(), why));
        refuse(new InternalServerErrorResponse("Something is broken here; the bot's log says what."), context);
    }

    /// The port that it listens on.
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
