package digestbot.console;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.broadcast.BroadcastModule;
import digestbot.config.EffectiveSetting;
import digestbot.console.overview.Attention;
import digestbot.console.overview.Overview;
import digestbot.console.page.ConsoleAssets;
import digestbot.console.page.Routes;
import digestbot.console.signin.ConsoleSettings;
import digestbot.console.signin.Sessions;
import digestbot.console.statistics.Metrics;
import digestbot.content.Content;
import digestbot.content.views.DigestViews;
import digestbot.database.Database;
import digestbot.delivery.sending.SendCounters.SendStatistics;
import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.Library;
import digestbot.library.archive.Withdrawals;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/// Builds the console. Each method adds the pages of one area; sign-in, static files, live updates
/// and the audit log are always there.
public final class ConsoleModule {

    private final ConsoleSettings settings;
    private final Database database;
    private final Library library;
    private final Attention attention;
    private final AuditTable auditTable;
    private final InstantSource clock;
    private final List<Routes> routes = new ArrayList<>();

    /// A console with only its standard routes.
    ///
    /// @param nanoTime a monotonic clock for rate limits and session expiry
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
        auditTable = new AuditTable(library, clock);
        var sessions = new Sessions(nanoTime);
        var access = new AccessControl(
                settings, sessions, PasswordSignIn.of(settings, clock, nanoTime), () -> attention.count(database));
        add(
                access,
                new SignInRoutes(database, access, clock),
                new ConsoleAssets(),
                new LiveUpdates(sessions),
                new AuditPage(database, auditTable));
    }

    private ConsoleModule add(Routes... more) {
        routes.addAll(List.of(more));
        return this;
    }

    /// Adds the overview page and the monitoring endpoints.
    public ConsoleModule overview(Overview.Sources sources, Metrics metrics) {
        return add(
                new OverviewPage(database, new Overview(database, sources, clock), attention, auditTable),
                new MonitoringRoutes(sources.readiness(), metrics));
    }

    /// Adds the list of digests and the page of each digest.
    ///
    /// @param heldDigests the digests that are held for review
    /// @param messages the messages that send content to a platform
    public ConsoleModule digests(
            DigestViews digestViews,
            HeldDigests heldDigests,
            Withdrawals withdrawals,
            BiFunction<Platform, Content, List<Content>> messages) {
        var review = new DigestReview(database, heldDigests, clock);
        return add(
                new DigestsPage(database, library),
                new DigestPage(
                        database, library, digestViews, new MessagePreview(messages, 3), review, auditTable, clock),
                new DigestSourcePages(database),
                new DigestActionRoutes(database, library, withdrawals, clock),
                review);
    }

    /// Adds the list of broadcasts and the page of each broadcast.
    ///
    /// @param messages the messages that send content to a platform
    /// @param owners who get a broadcast as a test
    public ConsoleModule broadcasts(
            BroadcastModule services, BiFunction<Platform, Content, List<Content>> messages, List<Person> owners) {
        var recipients = new RecipientsForm(library);
        var previews = new BroadcastPreviewRoutes(database, services, recipients, new MessagePreview(messages, 4));
        return add(
                previews,
                new BroadcastsPage(database, services, clock),
                new BroadcastPage(database, services, recipients, previews, owners, clock),
                new BroadcastActionRoutes(database, services, recipients, new TestRecipients(owners), clock),
                new BroadcastConfirmationPages(database, services));
    }

    /// Adds the pages for deliveries and subscribers.
    ///
    /// @param sending the send statistics of each platform
    public ConsoleModule deliveries(Map<Platform, SendStatistics> sending) {
        return add(new DeliveriesPage(database, sending, clock), new SubscribersPage(database, library, clock));
    }

    /// Adds the configuration as it was loaded.
    public ConsoleModule configuration(List<EffectiveSetting> settings) {
        return add(new ConfigurationPage(settings));
    }

    /// Starts the server; empty if that fails. The bot then runs without the console and logs the
    /// reason.
    public Optional<Console> start() {
        return Console.start(settings, routes);
    }
}
