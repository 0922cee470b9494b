package digestbot.console;

import static j2html.TagCreator.a;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.main;
import static j2html.TagCreator.p;

import digestbot.broadcast.Tools;
import digestbot.database.Database;
import digestbot.database.Outage;
import digestbot.delivery.Flow;
import digestbot.edition.Editions;
import digestbot.health.Readiness;
import digestbot.library.Awaiting;
import digestbot.library.Holding;
import digestbot.library.Library;
import digestbot.subscription.Person;
import digestbot.subscription.Platform;
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
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server of the console.
public final class Console implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private static final long LARGEST_REQUEST = 1L << 20;

    /// Whoever reads or writes nothing for so long is not waited for.
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

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
            Database database, Shelf shelf, Vitals vitals, Tools announcing, Made made, InstantSource clock) {}

    /// As it was configured.
    ///
    /// @param settings all of it
    /// @param owners of the bot
    public record Made(List<LoadedSetting> settings, List<Person> owners) {}

    /// Digests, and how people see them.
    public record Shelf(Library library, Holding holding, Awaiting awaiting, Editions editions, Likeness likeness) {}

    /// How the bot is.
    ///
    /// @param flows how deliveries leave, by platform
    public record Vitals(Readiness readiness, Metrics metrics, Map<Platform, Flow> flows) {}

    /// Starts to listen. Where that cannot be, the bot works on without: the log says why.
    public static Optional<Console> start(ConsoleSettings settings, Behind behind) {
        Database database = behind.database();
        Vitals vitals = behind.vitals();
        Shelf shelf = behind.shelf();
        Tools announcing = behind.announcing();
        var health = new DigestHealth(database, shelf.holding(), behind.clock());
        var recipients = new RecipientsForm(shelf.library());
        List<Routes> routes = List.of(
                new Access(settings, behind.database(), behind.clock()),
                new Assets(),
                new Machines(vitals.readiness(), vitals.metrics()),
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
                new BroadcastActs(
                        database, announcing, recipients, behind.made().owners()),
                new Live());
        var javalin = Javalin.create(config -> configure(config, settings, routes));
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            LOG.warn(
                    "the console cannot listen on {} ({}); the bot runs without. Choose another console.port, or 0 for none",
                    settings,
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
            javalin.stop();
            return Optional.empty();
        }
        return Optional.of(new Console(javalin));
    }

    private static void configure(JavalinConfig config, ConsoleSettings settings, List<Routes> routes) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.addConnector((server, http) -> {
            var connector = new ServerConnector(server, new HttpConnectionFactory(http));
            connector.setHost(settings.host());
            connector.setPort(settings.port());
            connector.setIdleTimeout(LONGEST_SILENCE.toMillis());
            return connector;
        });
        config.routes.before(new Guard(settings)::check);
        config.routes.exception(HttpResponseException.class, Console::refuse);
        Outage outage = new Outage(LOG, "the console failed on a page", "the console has its pages again");
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
    }

    private static void refuse(HttpResponseException why, Context context) {
        String sentence = why instanceof EndpointNotFound ? "There is no such page." : String.valueOf(why.getMessage());
        context.status(why.getStatus());
        if (context.path().equals("/metrics") || !isForPeople(context)) {
            context.contentType("text/plain; charset=utf-8").result(sentence + "\n");
        } else {
            context.html(Page.bare(
                    "That did not work",
                    main(h1("That did not work"), p(sentence), p(a("Overview").withHref("/")))));
        }
    }

    private static boolean isForPeople(Context context) {
        return Optional.ofNullable(context.header(Header.ACCEPT))
                .filter(types -> types.contains("text/html"))
                .isPresent();
    }

    /// What went wrong is for the log: a page might say too much.
    private static void fail(Exception why, Context context, Outage outage) {
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
