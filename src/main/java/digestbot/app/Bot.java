package digestbot.app;

import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.broadcast.BroadcastRunner;
import digestbot.broadcast.BroadcastServices;
import digestbot.broadcast.ScheduledBroadcasts;
import digestbot.chat.privacy.PrivacyCommands;
import digestbot.config.Config;
import digestbot.console.Console;
import digestbot.console.ConsoleModule;
import digestbot.console.LoadedSetting;
import digestbot.console.statistics.Metrics;
import digestbot.content.views.StyledDigestViews;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.PrivateFiles;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.delivery.fanout.FanOuts;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.planning.Planner;
import digestbot.delivery.sending.SendStatistics;
import digestbot.delivery.status.DeliveryCountStore;
import digestbot.digest.DigestParser;
import digestbot.health.Heartbeat.HealthState;
import digestbot.health.HeartbeatWriter;
import digestbot.health.JobMonitor;
import digestbot.health.Readiness;
import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.LatePolicy;
import digestbot.library.archive.Library;
import digestbot.library.archive.OverdueDigests;
import digestbot.library.archive.UnsentDigests;
import digestbot.library.intake.FirstStartPolicy;
import digestbot.library.intake.FolderImport;
import digestbot.notice.OperatorNotices;
import digestbot.schedule.FolderJob;
import digestbot.schedule.HeartbeatJob;
import digestbot.schedule.JobScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The running bot, wired by hand (composition root).
public final class Bot implements AutoCloseable {

    private static final Duration STABLE_AFTER = Duration.ofMillis(300);

    /// The total is less than the five seconds that [#close] may take.
    private static final Duration STOP_TIMEOUT = Duration.ofMillis(4_200);

    private static final Duration WRITE_TIMEOUT = Duration.ofMillis(500);

    /// The parts that were started and have to be closed. Storage is closed after everything that
    /// writes.
    private final Running running;

    private final Database database;
    private final OutboxEvents outboxEvents = new OutboxEvents();
    private final Library library;
    private final UnsentDigests unsentDigests;
    private final OperatorNotices notices;
    private final JobMonitor jobs;
    private final JobScheduler schedule;
    private final FolderJob folder;
    private final Map<Platform, PlatformModule> platforms = new EnumMap<>(Platform.class);
    private final Optional<Console> console;

    /// Creates the parts in the order in which a digest meets them, and starts them.
    private Bot(Config config, InstantSource clock, LongSupplier nanoTime, Running running) {
        this.running = running;
        database = running.storage(
                Database.open(prepared(config.database()), DatabaseFiles.backups(config, clock), clock),
                Database::close);
        library = new Library(new DigestParser(config.library().maxFileBytes())::parse);
        library.applyConfiguredNames(database, config.topics().names());

        Outbox outbox = new Outbox(outboxEvents, clock);
        Planner planner = running.work(new Planner(database, outboxEvents, clock), Planner::close);
        notices = new OperatorNotices(outbox, Clocks.of(clock));
        unsentDigests = new UnsentDigests(planner, clock);
        var fanOuts = new FanOuts(outboxEvents, clock);
        BroadcastServices announcing = BroadcastServices.of(
                database, fanOuts, outbox, new TextPreviews(TextPreviews.PHONE), config.platforms(), clock);

        var subscriptions = new SubscriptionService(outboxEvents, clock);
        var digestViews = new StyledDigestViews(config.topics().styles());
        var latePolicy = new LatePolicy(
                ZoneId.systemDefault(), Duration.ofHours(config.alarms().lateAfterHours()));
        var overdueDigests = new OverdueDigests(library, latePolicy);
        var auditLog = new AuditLog(clock);
        var chat = new ChatModule(
                new ChatModule.ChatSettings(
                        config.owners().persons(), config.topics().styles(), latePolicy, retention(config)),
                library,
                subscriptions,
                notices,
                planner,
                clock);
        var deliveryServices = new PlatformModule.DeliveryServices(
                database,
                library,
                digestViews,
                outboxEvents,
                clock,
                config.delivery().inFlight());
        var chatServices = new PlatformModule.ChatServices(
                chat.commands(announcing, nanoTime),
                outbox,
                subscriptions,
                chat.suggestions(database),
                notices,
                chat.roles());
        config.telegram()
                .ifPresent(telegram -> platforms.put(
                        Platform.TELEGRAM,
                        new TelegramModule(telegram, config.owners().telegram(), deliveryServices, chatServices)));
        config.discord()
                .ifPresent(discord -> platforms.put(
                        Platform.DISCORD,
                        new DiscordModule(discord, config.owners().discord(), deliveryServices, chatServices)));

        jobs = new JobMonitor(Clocks.of(clock));
        planner.start();
        platforms
                .values()
                .forEach(module -> running.work(module, PlatformModule::close).start());
        schedule = running.work(JobScheduler.start(jobs), JobScheduler::close);
        startHeartbeats(clock);
        folder = running.work(
                FolderJob.start(
                        schedule,
                        new FolderImport(database, library, settings(config, latePolicy), planner, notices, clock),
                        Duration.ofSeconds(config.library().scanIntervalSeconds())),
                FolderJob::close);
        HeldDigests.AutoReleaseListener released = (tx, digest) -> auditLog.record(
                tx, new Actor.BotItself(), AuditAction.DIGEST_RELEASED, new AuditSubject.DigestSubject(digest));
        schedule.schedule(
                "holding", Duration.ofSeconds(3), () -> chat.heldDigests().releaseDue(database, released));
        running.work(new MaintenanceModule(config, database, library, clock), MaintenanceModule::close)
                .start(schedule, overdueDigests, notices, jobs);
        schedule.schedule("notices", Duration.ofSeconds(2), () -> notices.sendDueSummaries(database));
        var broadcasts = new BroadcastRunner(
                database,
                announcing.broadcasts(),
                announcing.reporter(),
                new ScheduledBroadcasts(database, announcing, chat.permissions()::mayBroadcast, notices, clock),
                new BroadcastRunner.SendingServices(fanOuts, outbox),
                clock);
        schedule.schedule("broadcasts", Duration.ofSeconds(1), broadcasts::runRound);
        console = config.console()
                .flatMap(settings -> new ConsoleModule(settings, database, library, clock, System::nanoTime)
                        .health(readiness(clock), overdueDigests, metrics(clock))
                        .digests(digestViews, chat.heldDigests(), RequestPreviews::messages)
                        .broadcasts(
                                announcing,
                                RequestPreviews::messages,
                                List.copyOf(config.owners().persons()))
                        .deliveries(sending())
                        .configuration(loaded(config))
                        .start())
                .map(started -> running.work(started, Console::close));
    }

    /// Heartbeats stop after all work, so that a bot that is shutting down is not reported as dead.
    private void startHeartbeats(InstantSource clock) {
        var heartbeatWriter = new HeartbeatWriter(database, states(), jobs, clock);
        HeartbeatJob.start(schedule, running.storage(heartbeatWriter, HeartbeatWriter::close));
    }

    private Readiness readiness(InstantSource clock) {
        Map<Platform, Readiness.PlatformProbe> sources = new EnumMap<>(Platform.class);
        platforms.forEach((platform, module) ->
                sources.put(platform, new Readiness.PlatformProbe(module::state, module::lastPoll)));
        return new Readiness(database, sources, jobs, clock);
    }

    private Metrics metrics(InstantSource clock) {
        Map<Platform, Metrics.PlatformMetrics> sources = new EnumMap<>(Platform.class);
        platforms.forEach((platform, module) -> sources.put(
                platform,
                new Metrics.PlatformMetrics(
                        module::state, module.sendStatistics().counters())));
        return new Metrics(database, sources, jobs, clock);
    }

    private Map<Platform, SendStatistics> sending() {
        return platforms.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().sendStatistics()));
    }

    private static List<LoadedSetting> loaded(Config config) {
        return config.settings().stream()
                .map(each -> new LoadedSetting(each.path(), each.value(), each.isDefault()))
                .toList();
    }

    /// The port of the console; empty if there is none, or if it could not listen.
    public OptionalInt consolePort() {
        return console.map(Console::port).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /// Starts the bot and returns at once; platforms that cannot be reached are retried.
    ///
    /// @throws IllegalStateException if the database cannot be opened
    public static Bot start(Config config, InstantSource clock) {
        return start(config, clock, System::nanoTime);
    }

    /// Starts the bot with a separate monotonic clock for request limits, for tests.
    ///
    /// @param nanoTime a monotonic clock, in nanoseconds
    static Bot start(Config config, InstantSource clock, LongSupplier nanoTime) {
        var running = new Running();
        try {
            return new Bot(config, clock, nanoTime, running);
        } catch (RuntimeException | Error e) {
            running.close();
            throw e;
        }
    }

    private Map<Platform, Supplier<HealthState>> states() {
        return platforms.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, module -> module.getValue()::state));
    }

    private static PrivacyCommands.RetentionPolicy retention(Config config) {
        return new PrivacyCommands.RetentionPolicy(
                config.subscribers().forgetAfterDays(), config.backup().keep());
    }

    private static Path prepared(Path file) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                PrivateFiles.createFolders(parent);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder of " + file, e);
        }
    }

    private static FolderImport.ImportSettings settings(Config config, LatePolicy latePolicy) {
        return new FolderImport.ImportSettings(
                config.digests(),
                config.library().maxFileBytes(),
                STABLE_AFTER,
                new FirstStartPolicy(config.library().firstStartDays(), ZoneId.systemDefault()),
                config.delivery().holdPolicy(),
                latePolicy);
    }

    /// Waits until the folder was scanned and every platform accepts commands.
    ///
    /// @return true if the bot became ready in time
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        Instant end = InstantSource.system().instant().plus(timeout);
        boolean ready = folder.awaitQuiet(timeout);
        for (PlatformModule platform : platforms.values()) {
            Duration left = Duration.between(InstantSource.system().instant(), end);
            ready &= platform.awaitReady(left.isNegative() ? Duration.ZERO : left);
        }
        return ready;
    }

    /// Wakes everything that waits for a time, after the trial's clock was moved.
    public void wakeAll() {
        outboxEvents.notifyListeners();
        List.of("alarms", "upkeep").forEach(schedule::runNow);
    }

    public Database database() {
        return database;
    }

    /// Counts the deliveries with that cause by state.
    ///
    /// @return the number in each state that any of them is in
    public Map<DeliveryState, Long> deliveries(DeliveryCause cause) {
        return database.read(tx -> new DeliveryCountStore().states(tx, cause));
    }

    /// Counts the invalid files in the folder.
    public int invalidFiles() {
        return database.read(library::countInvalidFiles);
    }

    /// Runs this job as soon as possible, whatever the time is.
    ///
    /// @param job the name of the job, such as `upkeep`
    void runJobNow(String job) {
        schedule.runNow(job);
    }

    /// Publishes digests that existed before the bot first started.
    public UnsentDigests releases() {
        return unsentDigests;
    }

    /// Stops accepting work, lets requests in flight settle, and returns within five seconds.
    @Override
    public void close() {
        running.close();
    }

    /// The parts that were started, whether the start was completed or not.
    private static final class Running {

        private final List<Runnable> work = new ArrayList<>();
        private final List<Runnable> storage = new ArrayList<>();

        /// Adds a part that is closed at the same time as others of its kind.
        <T> T work(T part, Consumer<T> close) {
            work.add(() -> close.accept(part));
            return part;
        }

        /// Adds a part that is closed after all work, the last one first.
        <T> T storage(T part, Consumer<T> close) {
            storage.addFirst(() -> close.accept(part));
            return part;
        }

        /// Closes every part once.
        synchronized void close() {
            ParallelTasks.run(work, STOP_TIMEOUT);
            work.clear();
            List<Runnable> last = List.copyOf(storage);
            storage.clear();
            ParallelTasks.run(List.of(() -> last.forEach(Runnable::run)), WRITE_TIMEOUT);
        }
    }
}
