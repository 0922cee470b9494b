package digestbot.app;

import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.broadcast.BroadcastRunner;
import digestbot.broadcast.BroadcastTools;
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
import digestbot.health.Heartbeat.State;
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
import digestbot.notice.AdminNotices;
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

    private static final Duration UNCHANGED = Duration.ofMillis(300);

    /// Together less than the five seconds that [#close] may take.
    private static final Duration LAST_WORK = Duration.ofMillis(4_200);

    private static final Duration LAST_WRITE = Duration.ofMillis(500);

    /// Whatever was started and has to be closed. Storage is closed after everything that writes.
    private final Running running;

    private final Database database;
    private final OutboxEvents outboxEvents = new OutboxEvents();
    private final Library library;
    private final UnsentDigests releases;
    private final AdminNotices notices;
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
        library.call(database, config.topics().names());

        Outbox outbox = new Outbox(outboxEvents, clock);
        Planner planner = running.work(new Planner(database, outboxEvents, clock), Planner::close);
        notices = new AdminNotices(outbox, Clocks.of(clock));
        releases = new UnsentDigests(planner, clock);
        var fanOuts = new FanOuts(outboxEvents, clock);
        BroadcastTools announcing = BroadcastTools.of(
                database, fanOuts, outbox, new ClientPreviews(ClientPreviews.PHONE), config.platforms(), clock);

        var subscriptions = new SubscriptionService(outboxEvents, clock);
        var editions = new StyledDigestViews(config.topics().styles());
        var punctuality = new LatePolicy(
                ZoneId.systemDefault(), Duration.ofHours(config.alarms().lateHours()));
        var awaiting = new OverdueDigests(library, punctuality);
        var audit = new AuditLog(clock);
        var chat = new ChatModule(
                new ChatModule.Settings(
                        config.owners().persons(), config.topics().styles(), punctuality, keeping(config)),
                library,
                subscriptions,
                notices,
                planner,
                clock);
        var engine = new PlatformModule.Engine(
                database,
                library,
                editions,
                outboxEvents,
                clock,
                config.delivery().inFlight());
        var desk = new PlatformModule.Desk(
                chat.commands(announcing, nanoTime),
                outbox,
                subscriptions,
                chat.suggestions(database),
                notices,
                chat.roles());
        config.telegram()
                .ifPresent(telegram -> platforms.put(
                        Platform.TELEGRAM,
                        new TelegramModule(telegram, config.owners().telegram(), engine, desk)));
        config.discord()
                .ifPresent(discord -> platforms.put(
                        Platform.DISCORD,
                        new DiscordModule(discord, config.owners().discord(), engine, desk)));

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
                        new FolderImport(database, library, settings(config, punctuality), planner, notices, clock),
                        Duration.ofSeconds(config.library().lookEverySeconds())),
                FolderJob::close);
        HeldDigests.TimeUp released = (tx, digest) ->
                audit.note(tx, new Actor.Itself(), AuditAction.DIGEST_RELEASED, new AuditSubject.Digest(digest));
        schedule.every("holding", Duration.ofSeconds(3), () -> chat.held().tend(database, released));
        running.work(new UpkeepModule(config, database, library, clock), UpkeepModule::close)
                .start(schedule, awaiting, notices, jobs);
        schedule.every("notices", Duration.ofSeconds(2), () -> notices.tend(database));
        var broadcasts = new BroadcastRunner(
                database,
                announcing.broadcasts(),
                announcing.reporting(),
                new ScheduledBroadcasts(database, announcing, chat.permissions()::maySend, notices, clock),
                new BroadcastRunner.Ways(fanOuts, outbox),
                clock);
        schedule.every("broadcasts", Duration.ofSeconds(1), broadcasts::tend);
        console = config.console()
                .flatMap(settings -> new ConsoleModule(settings, database, library, clock, System::nanoTime)
                        .health(readiness(clock), awaiting, metrics(clock))
                        .digests(editions, chat.held(), RequestPreviews::messages)
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
        var heart = new HeartbeatWriter(database, states(), jobs, clock);
        HeartbeatJob.start(schedule, running.storage(heart, HeartbeatWriter::close));
    }

    private Readiness readiness(InstantSource clock) {
        Map<Platform, Readiness.Source> sources = new EnumMap<>(Platform.class);
        platforms.forEach(
                (platform, module) -> sources.put(platform, new Readiness.Source(module::state, module::lastPoll)));
        return new Readiness(database, sources, jobs, clock);
    }

    private Metrics metrics(InstantSource clock) {
        Map<Platform, Metrics.Source> sources = new EnumMap<>(Platform.class);
        platforms.forEach((platform, module) -> sources.put(
                platform, new Metrics.Source(module::state, module.flow().tally())));
        return new Metrics(database, sources, jobs, clock);
    }

    private Map<Platform, SendStatistics> sending() {
        return platforms.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().flow()));
    }

    private static List<LoadedSetting> loaded(Config config) {
        return config.settings().stream()
                .map(each -> new LoadedSetting(each.path(), each.value(), each.isUsual()))
                .toList();
    }

    /// The port of the console; empty if there is none, or if it could not listen.
    public OptionalInt consolePort() {
        return console.map(Console::port).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /// Starts the bot and returns at once; platforms that cannot be reached are tried again.
    ///
    /// @throws IllegalStateException if the database cannot be opened
    public static Bot start(Config config, InstantSource clock) {
        return start(config, clock, System::nanoTime);
    }

    /// Starts the bot with a separate monotonic clock for request limits, for tests.
    ///
    /// @param nanoTime nanoseconds that only grow
    static Bot start(Config config, InstantSource clock, LongSupplier nanoTime) {
        var running = new Running();
        try {
            return new Bot(config, clock, nanoTime, running);
        } catch (RuntimeException | Error e) {
            running.close();
            throw e;
        }
    }

    private Map<Platform, Supplier<State>> states() {
        return platforms.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, module -> module.getValue()::state));
    }

    private static PrivacyCommands.Keeping keeping(Config config) {
        return new PrivacyCommands.Keeping(
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

    private static FolderImport.Settings settings(Config config, LatePolicy punctuality) {
        return new FolderImport.Settings(
                config.digests(),
                config.library().maxFileBytes(),
                UNCHANGED,
                new FirstStartPolicy(config.library().firstStartDays(), ZoneId.systemDefault()),
                config.delivery().hold(),
                punctuality);
    }

    /// Waits until the folder was scanned and every platform accepts commands.
    ///
    /// @return whether the bot became ready in time
    public boolean awaitReady(Duration patience) throws InterruptedException {
        Instant end = InstantSource.system().instant().plus(patience);
        boolean ready = folder.awaitQuiet(patience);
        for (PlatformModule platform : platforms.values()) {
            Duration left = Duration.between(InstantSource.system().instant(), end);
            ready &= platform.awaitReady(left.isNegative() ? Duration.ZERO : left);
        }
        return ready;
    }

    /// Wakes everything that waits for a time, after the trial's clock was moved.
    public void clockMoved() {
        outboxEvents.notifyListeners();
        List.of("alarms", "upkeep").forEach(schedule::now);
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
        return database.read(library::problems);
    }

    /// Has the schedule run this job as soon as it can, whatever the time is.
    ///
    /// @param job such as `upkeep`
    void doNow(String job) {
        schedule.now(job);
    }

    /// Publishes digests that were there before the bot first started.
    public UnsentDigests releases() {
        return releases;
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
            ParallelTasks.run(work, LAST_WORK);
            work.clear();
            List<Runnable> last = List.copyOf(storage);
            storage.clear();
            ParallelTasks.run(List.of(() -> last.forEach(Runnable::run)), LAST_WRITE);
        }
    }
}
