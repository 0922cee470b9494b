package digestbot.app;

import digestbot.api.PublicDigestFinder;
import digestbot.api.http.ApiRoutes;
import digestbot.api.http.McpRoutes;
import digestbot.api.mcp.McpServer;
import digestbot.api.mcp.McpTools;
import digestbot.api.push.DigestInbox;
import digestbot.api.push.PushRoutes;
import digestbot.app.schedule.Intake;
import digestbot.app.schedule.JobScheduler;
import digestbot.app.schedule.JobScheduler.PeriodicJob;
import digestbot.audience.Platform;
import digestbot.audience.audit.Actor;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.audience.vote.VoteStore;
import digestbot.audience.vote.VoterHashes;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.SendState;
import digestbot.broadcast.BroadcastRunner;
import digestbot.broadcast.BroadcastService;
import digestbot.chat.PrivacyCommands;
import digestbot.cluster.ClusterNode;
import digestbot.cluster.LeaderTerm;
import digestbot.cluster.Leadership;
import digestbot.cluster.Leadership.SoleNode;
import digestbot.cluster.SharedClock;
import digestbot.concurrent.ParallelTasks;
import digestbot.concurrent.StepThread;
import digestbot.console.Attention;
import digestbot.console.Console;
import digestbot.console.ConsoleServices;
import digestbot.console.ConsoleServices.DigestServices;
import digestbot.console.Metrics;
import digestbot.console.Metrics.BotInfo;
import digestbot.console.signin.ConsoleSettings;
import digestbot.content.views.DigestContentBuilder;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.Transaction;
import digestbot.delivery.planning.Planner;
import digestbot.delivery.rendering.RevisionMessages.WebPageFinder;
import digestbot.digest.parser.DigestParser;
import digestbot.discord.DiscordSettings;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.Library;
import digestbot.library.archive.OverdueDigests;
import digestbot.library.archive.PublicationListener;
import digestbot.library.archive.Withdrawals;
import digestbot.library.git.GitSettings;
import digestbot.library.intake.FirstStartPolicy;
import digestbot.library.intake.FolderImport;
import digestbot.library.intake.IntakePolicy;
import digestbot.ops.health.HeartbeatWriter;
import digestbot.ops.health.JobMonitor;
import digestbot.ops.health.Readiness;
import digestbot.ops.notice.DailyReport;
import digestbot.ops.notice.HeldNoticeUpdater;
import digestbot.ops.notice.OperatorNotices;
import digestbot.site.SiteSettings;
import digestbot.site.SubscribeLinks;
import digestbot.site.server.SitePageRoutes;
import digestbot.site.server.SiteRoutes;
import digestbot.site.server.SiteServer;
import digestbot.telegram.TelegramConnection;
import digestbot.web.TrustedProxies;
import digestbot.web.WebServer;
import digestbot.webhook.WebhookClient;
import digestbot.webhook.WebhookEvent.EventData.EndedBroadcast;
import digestbot.webhook.WebhookEvent.EventData.LateDigest;
import digestbot.webhook.WebhookEventRecorder;
import digestbot.webhook.WebhookSender;
import digestbot.webhook.WebhookStore;
import digestbot.writing.TopicWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

public final class Bot implements AutoCloseable {

    private static final Duration SCAN_INTERVAL = Duration.ofSeconds(2);
    private static final Duration STABLE_AFTER = Duration.ofMillis(300);

    private static final String HEARTBEAT = "heartbeat";

    /// The time for which readers may see a page after it changed.
    private static final Duration OLDEST_PAGE = Duration.ofSeconds(1);

    /// The interval while a platform is unhealthy, so that its recovery is noticed soon.
    private static final Duration NEXT_HEARTBEAT_IF_UNWELL = Duration.ofSeconds(1);

    /// Long, because local models take minutes for an answer.
    private static final Duration LONGEST_WRITING = Duration.ofHours(2);

    private final PartRegistry running;
    private final Database database;
    private final Library library;
    private final DeliveryModule deliveries;
    private final PublicationListener publications;
    private final OperatorNotices notices;
    private final JobMonitor jobs;
    private final JobScheduler schedule;
    private final Intake intake;
    private final PlatformRegistry platforms;
    private final Cluster cluster;
    private final Optional<WebServer> console;
    private final Optional<WebServer> site;

    /// Creates the parts in the order in which a digest passes them, and starts them. By default,
    /// the time is the machine's, or the database's if nodes share it.
    private Bot(
            Config config,
            Optional<InstantSource> given,
            LongSupplier nanoTime,
            String telegramApps,
            PartRegistry running) {
        this.running = running;
        database = running.storage(
                ConfiguredDatabase.create(config, given.orElseGet(InstantSource::system)), Database::close);
        cluster = running.work(Cluster.of(config, database), Cluster::close);
        InstantSource clock = given.orElseGet(cluster::clock);
        Instant startedAt = clock.instant();
        library = new Library(config.digestRules(clock));
        library.setFirstScan(true);
        library.applyConfiguredNames(database, config.topicNames());

        Supplier<SubscribeLinks> subscribe = subscribeLinks(config, telegramApps, running);
        var digestViews = new DigestContentBuilder(
                config.styles(),
                () -> config.site()
                        .origin()
                        .or(() -> subscribe.get().telegramBot().map("@"::concat))
                        .orElse(""));
        WebPageFinder webPages = SitePageAddresses.of(config.site(), library);
        var votes = new VoteStore(hashes(config));
        deliveries = running.storage(
                DeliveryModule.of(database, library, digestViews, webPages, votes, clock), DeliveryModule::close);
        Planner planner = deliveries.planner();
        var webhooks = new WebhookEventRecorder(
                config.webhooks(), library, SitePageAddresses.ofDigests(config, library), clock);
        publications = planner.and(webhooks);
        database.writeWithoutResult(tx -> new WebhookStore().register(tx, config.webhooks(), clock.instant()));
        notices = new OperatorNotices(deliveries.outbox(), config.owners().persons(), Clocks.of(clock));
        var broadcasts = new BroadcastService(
                database,
                deliveries.fanOuts(),
                deliveries.outbox(),
                new RequestPreviews.TextPreviews(RequestPreviews.TextPreviews.PHONE),
                config.platforms(),
                clock);

        var latePolicy = new LatePolicy(
                ZoneId.systemDefault(), Duration.ofHours(config.alarms().lateHours()));
        var overdueDigests = new OverdueDigests(library, latePolicy);
        var auditLog = new AuditStore(clock);
        var chat = ChatModule.of(
                new ChatModule.ChatSettings(
                        config.owners().persons(), config.styles(), latePolicy, webPages, retention(config)),
                library,
                deliveries.subscriptions(),
                notices,
                publications,
                votes,
                broadcasts,
                new Clocks(clock, nanoTime));
        platforms = new PlatformRegistry(deliveries);
        config.telegram()
                .ifPresent(telegram -> addPlatform(
                        Platform.TELEGRAM,
                        term -> PlatformModule.telegram(
                                telegram, config.owners().telegram(), database, deliveries, chat, term, clock)));
        config.discord()
                .ifPresent(discord -> addPlatform(
                        Platform.DISCORD,
                        term -> PlatformModule.discord(
                                discord, config.owners().discord(), database, deliveries, chat, term)));
        if (!config.webhooks().isEmpty()) {
            cluster.leadership().add(term -> {
                var sender = new WebhookSender(
                        config.webhooks(),
                        database,
                        new WebhookClient(clock),
                        term,
                        clock,
                        WebhookSender.USUAL_SPACING);
                sender.start();
                return sender::close;
            });
        }

        jobs = new JobMonitor(Clocks.of(clock));
        schedule = running.work(new JobScheduler(jobs, Duration.ofSeconds(1)), JobScheduler::close);
        BiConsumer<Transaction, Long> released = (tx, digest) -> auditLog.record(
                tx, new Actor.BotItself(), AuditAction.DIGEST_RELEASED, new AuditSubject.DigestSubject(digest));
        MaintenanceModule maintenance = running.work(
                MaintenanceModule.of(
                        config,
                        database,
                        library,
                        overdueDigests,
                        notices,
                        (tx, late) -> webhooks.late(
                                tx,
                                new LateDigest(late.topic().id(), late.topic().name(), late.day(), late.at())),
                        clock),
                MaintenanceModule::close);
        var heldNotices = new HeldNoticeUpdater(library, deliveries.outbox());
        var dailyReport = new DailyReport(
                notices,
                config.alarms().report(),
                ZoneId.systemDefault(),
                Optional.of(config.console()).filter(ConsoleSettings::isOn).flatMap(ConsoleSettings::address),
                clock);
        BroadcastRunner broadcastRunner = broadcasts.runner(
                chat.permissions()::mayBroadcast, notices, (tx, ended) -> webhooks.broadcastDone(tx, ended(ended)));
        List<PeriodicJob> sharedJobs = new ArrayList<>(maintenance.jobs());
        sharedJobs.add(new PeriodicJob(
                "holding", Duration.ofSeconds(3), () -> chat.heldDigests().releaseDue(database, released)));
        sharedJobs.add(new PeriodicJob("notices", Duration.ofSeconds(2), () -> {
            notices.tellOfInvalidFiles(database);
            heldNotices.update(database);
            dailyReport.sendIfDue(database);
        }));
        if (!config.written().isEmpty()) {
            TopicWriter writer = running.work(config.writer(database, clock), TopicWriter::close);
            sharedJobs.add(new PeriodicJob("writing", Duration.ofMinutes(1), LONGEST_WRITING, writer::writeDue));
        }
        intake = new Intake(
                schedule,
                planner,
                config.digests(),
                SCAN_INTERVAL,
                config.sources().git(),
                term -> new FolderImport(
                        database, library, settings(config, latePolicy), publications, notices, term, clock),
                sharedJobs);
        cluster.leadership().add(intake);
        var broadcastSteps = new StepThread("broadcasts", broadcastRunner::step);
        cluster.leadership().add(_ -> {
            broadcastSteps.start();
            return () -> broadcastSteps.close(Duration.ofSeconds(2));
        });
        cluster.leadership().start();
        startHeartbeats(clock);
        var bot = new BotInfo(version(), startedAt, maintenance::lastBackup);
        var readiness = new Readiness(database, platforms.probes(), jobs, cluster.isShared(), clock);
        console = Optional.of(config.console())
                .filter(ConsoleSettings::isOn)
                .flatMap(settings -> Console.start(
                        settings,
                        new ConsoleServices(
                                database,
                                library,
                                bot,
                                readiness,
                                Attention.of(
                                        readiness,
                                        config.missing(),
                                        chat.heldDigests(),
                                        overdueDigests,
                                        broadcasts,
                                        clock),
                                Metrics.of(
                                        database, bot, platforms.metrics(chat.commands()), jobs, cluster.node(), clock),
                                platforms.sendStatistics(),
                                maintenance.nightly(),
                                new DigestServices(
                                        digestViews,
                                        webPages,
                                        chat.heldDigests(),
                                        new Withdrawals(library, publications, clock),
                                        RequestPreviews::shown),
                                broadcasts,
                                List.copyOf(config.owners().persons()),
                                config.settings(),
                                config.written()),
                        clock,
                        System::nanoTime))
                .map(started -> running.work(started, WebServer::close));
        site = site(config, database, library, digestViews, subscribe, Clocks.of(clock), running)
                .map(started -> running.work(started, WebServer::close));
    }

    private void addPlatform(Platform platform, Function<LeaderTerm, PlatformModule> factory) {
        cluster.leadership().add(platforms.add(platform, factory));
    }

    /// The version that the build writes into the manifest; `development` if the program is not
    /// packaged.
    public static String version() {
        return Optional.ofNullable(Bot.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static EndedBroadcast ended(Broadcast broadcast) {
        SendState result = broadcast.sendState().orElseThrow();
        return new EndedBroadcast(broadcast.number(), broadcast.state().id(), result.sent(), result.failed());
    }

    /// The things that this process shares with the other nodes of its database. A bot on a SQLite
    /// file is alone.
    ///
    /// @param node empty if there is only one node
    /// @param clock the database's clock; for a SQLite file, the machine's clock
    private record Cluster(Leadership leadership, String node, InstantSource clock) implements AutoCloseable {

        static Cluster of(Config config, Database database) {
            if (!(config.database() instanceof PostgresLocation)) {
                return new Cluster(new SoleNode(), "", InstantSource.system());
            }
            var clock = new SharedClock(database, InstantSource.system());
            var leadership = new ClusterNode(database, config.node(), version(), config.fingerprint(), clock);
            return new Cluster(leadership, config.node(), clock);
        }

        boolean isShared() {
            return !node.isEmpty();
        }

        @Override
        public void close() {
            leadership.close();
        }
    }

    /// Links for subscribing. Each node asks Telegram itself, because another node may serve the
    /// platform.
    private static Supplier<SubscribeLinks> subscribeLinks(Config config, String telegramApps, PartRegistry running) {
        Optional<TelegramConnection> telegram = config.telegram()
                .map(settings -> running.work(new TelegramConnection(settings), TelegramConnection::close));
        Optional<String> discord =
                config.discord().map(DiscordSettings::account).filter(id -> !id.isEmpty());
        return () -> new SubscribeLinks(telegramApps, telegram.flatMap(TelegramConnection::botName), discord);
    }

    /// The site's server; empty if the bot serves no site or the server could not listen. The
    /// server accepts pushed digests even if nothing is public.
    static Optional<WebServer> site(
            Config config,
            Database database,
            Library library,
            DigestContentBuilder views,
            Supplier<SubscribeLinks> subscribe,
            Clocks clocks,
            PartRegistry running) {
        SiteSettings site = config.site();
        if (!site.isServed()) {
            return Optional.empty();
        }
        List<SiteRoutes> routes = new ArrayList<>(List.of(pushes(config, database, library, running)));
        site.addresses().ifPresent(addresses -> {
            var digests = new PublicDigestFinder(library, views, Optional.of(addresses));
            var proxies = new TrustedProxies(site.proxies());
            ApiRoutes api = ApiRoutes.of(database, digests, addresses, clocks.monotonic(), proxies);
            routes.add(api);
            SortedSet<Integer> colours = config.styles().colours();
            routes.add(new McpRoutes(new McpServer(McpTools.of(database, digests), version()), addresses, api));
            routes.addAll(SitePageRoutes.all(
                    site, colours, config::making, database, library, views, subscribe, OLDEST_PAGE, clocks));
        });
        return SiteServer.start(site, routes);
    }

    private static PushRoutes pushes(Config config, Database database, Library library, PartRegistry running) {
        DigestInbox inbox = running.work(
                new DigestInbox(
                        config.digests(),
                        config.sources().git().map(GitSettings::folder),
                        DigestParser.MAX_BYTES,
                        database,
                        library),
                DigestInbox::close);
        return new PushRoutes(
                config.sources().push(),
                inbox,
                library,
                DigestParser.MAX_BYTES,
                new TrustedProxies(config.site().proxies()),
                System::nanoTime);
    }

    /// The started parts of the bot, which must be closed even if the start failed. Storage is
    /// closed after everything that writes.
    static final class PartRegistry {

        /// The total limit, below the five seconds that [#close] may take. Out of it, the leader's
        /// parts have 3.5, a platform 3.4, and its sender 3.3 seconds.
        private static final Duration STOP_TIMEOUT = Duration.ofMillis(4_200);

        static final Duration WRITE_TIMEOUT = Duration.ofMillis(500);

        private final List<Runnable> work = new ArrayList<>();
        private final List<Runnable> storage = new ArrayList<>();

        /// Adds a part that is closed at the same time as the other work.
        <T> T work(T part, Consumer<T> close) {
            work.add(() -> close.accept(part));
            return part;
        }

        /// Adds a part that is closed after all work, the last one first.
        <T> T storage(T part, Consumer<T> close) {
            storage.addFirst(() -> close.accept(part));
            return part;
        }

        synchronized void close() {
            ParallelTasks.run(work, STOP_TIMEOUT);
            work.clear();
            List<Runnable> last = List.copyOf(storage);
            storage.clear();
            ParallelTasks.run(List.of(() -> last.forEach(Runnable::run)), WRITE_TIMEOUT);
        }
    }

    /// Starts heartbeats, which stop after all work, so that a bot that is shutting down is not
    /// reported as dead.
    private void startHeartbeats(InstantSource clock) {
        var heartbeatWriter = running.storage(
                new HeartbeatWriter(database, cluster.node(), platforms.states(), jobs, clock), HeartbeatWriter::close);
        schedule.schedule(new PeriodicJob(HEARTBEAT, HeartbeatWriter.INTERVAL, () -> {
            if (!heartbeatWriter.beat()) {
                schedule.runAfter(HEARTBEAT, NEXT_HEARTBEAT_IF_UNWELL);
            }
        }));
    }

    /// The console's port; empty without a console or if it could not listen.
    public OptionalInt consolePort() {
        return console.map(WebServer::port).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /// The site's port; empty if the site is not served or could not listen.
    public OptionalInt sitePort() {
        return site.map(WebServer::port).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /// Starts the bot and returns at once. Unreachable platforms are retried.
    ///
    /// @throws IllegalStateException if the database cannot be opened, or if another process with
    ///     this node's name uses it
    public static Bot start(Config config) {
        return start(config, Optional.empty(), System::nanoTime, SubscribeLinks.TELEGRAM);
    }

    /// For tests.
    public static Bot start(Config config, InstantSource clock) {
        return start(config, clock, SubscribeLinks.TELEGRAM);
    }

    /// For the trial, whose start links lead to simulated apps.
    public static Bot start(Config config, InstantSource clock, String telegramApps) {
        return start(config, Optional.of(clock), System::nanoTime, telegramApps);
    }

    /// For tests: request limits use a separate monotonic clock, in nanoseconds.
    static Bot start(Config config, InstantSource clock, LongSupplier nanoTime) {
        return start(config, Optional.of(clock), nanoTime, SubscribeLinks.TELEGRAM);
    }

    private static Bot start(Config config, Optional<InstantSource> clock, LongSupplier nanoTime, String telegramApps) {
        var running = new PartRegistry();
        try {
            return new Bot(config, clock, nanoTime, telegramApps, running);
        } catch (RuntimeException | Error e) {
            running.close();
            throw e;
        }
    }

    /// Hashes votes with the tokens of the configured platforms as keys. Nobody can vote on another
    /// platform.
    private static VoterHashes hashes(Config config) {
        Map<Platform, String> secrets = new EnumMap<>(Platform.class);
        config.telegram()
                .ifPresent(telegram ->
                        secrets.put(Platform.TELEGRAM, telegram.token().reveal()));
        config.discord()
                .ifPresent(
                        discord -> secrets.put(Platform.DISCORD, discord.token().reveal()));
        return new VoterHashes(secrets);
    }

    private static PrivacyCommands.RetentionPolicy retention(Config config) {
        return new PrivacyCommands.RetentionPolicy(
                config.subscribers().forgetAfterDays(),
                config.backup().keep(),
                config.site().url().isPresent() && config.site().pages().isEmpty());
    }

    private static FolderImport.ImportSettings settings(Config config, LatePolicy latePolicy) {
        return new FolderImport.ImportSettings(
                config.digests(),
                DigestParser.MAX_BYTES,
                STABLE_AFTER,
                new IntakePolicy(
                        new FirstStartPolicy(config.library().firstStartDays(), ZoneId.systemDefault()),
                        config.delivery().holdPolicy(),
                        latePolicy));
    }

    /// Waits until the folder was scanned and every platform accepts commands. Returns false after
    /// the timeout.
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        boolean led = cluster.leadership().awaitLeader(timeout);
        boolean quiet = led && intake.awaitQuiet(PlatformRegistry.timeUntil(end));
        return platforms.awaitReady(end) && quiet;
    }

    public void wakeAll() {
        deliveries.wakeAll();
        List.of("alarms", "upkeep").forEach(schedule::runNow);
    }

    public Database database() {
        return database;
    }

    void scanNow() {
        intake.scanNow();
    }

    /// Runs a job of this node, such as `upkeep`, as soon as possible, even if it is not due.
    void runJobNow(String job) {
        schedule.runNow(job);
    }

    /// For the trial, which publishes digests from before the first start of the bot.
    public PublicationListener publications() {
        return publications;
    }

    /// Lets requests in flight settle. Returns within five seconds.
    @Override
    public void close() {
        running.close();
    }
}
