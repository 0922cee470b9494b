package digestbot.app;

import digestbot.app.config.Config;
import digestbot.audit.Actor;
import digestbot.audit.Audit;
import digestbot.audit.Deed;
import digestbot.audit.Subject;
import digestbot.broadcast.DueBroadcasts;
import digestbot.broadcast.Rounds;
import digestbot.broadcast.Tools;
import digestbot.command.Announcing;
import digestbot.command.Asking;
import digestbot.command.AuditPages;
import digestbot.command.Commands;
import digestbot.command.LibrarySuggestions;
import digestbot.command.Looking;
import digestbot.command.Mistakes;
import digestbot.command.Own;
import digestbot.command.Permissions;
import digestbot.command.Releasing;
import digestbot.command.RolePages;
import digestbot.command.Roles;
import digestbot.command.Settings;
import digestbot.command.Staff;
import digestbot.command.Subscribing;
import digestbot.command.UsualTimes;
import digestbot.command.Withdrawing;
import digestbot.console.Console;
import digestbot.console.LoadedSetting;
import digestbot.console.Metrics;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.PrivateFiles;
import digestbot.delivery.AdminNotices;
import digestbot.delivery.Bell;
import digestbot.delivery.DeliveryStore;
import digestbot.delivery.FanOuts;
import digestbot.delivery.Flow;
import digestbot.delivery.Forgetting;
import digestbot.delivery.Outbox;
import digestbot.delivery.Planner;
import digestbot.delivery.Subscriptions;
import digestbot.digest.DigestParser;
import digestbot.edition.StyledEditions;
import digestbot.health.Heart;
import digestbot.health.Heartbeat.State;
import digestbot.health.Jobs;
import digestbot.health.Readiness;
import digestbot.library.Awaiting;
import digestbot.library.FirstStart;
import digestbot.library.Holding;
import digestbot.library.Intake;
import digestbot.library.Library;
import digestbot.library.Punctuality;
import digestbot.library.Releases;
import digestbot.library.Withdrawals;
import digestbot.schedule.BroadcastJob;
import digestbot.schedule.FolderJob;
import digestbot.schedule.HeartbeatJob;
import digestbot.schedule.HoldingJob;
import digestbot.schedule.NoticeJob;
import digestbot.schedule.Schedule;
import digestbot.subscription.Person;
import digestbot.subscription.Platform;
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
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The running bot: everything it consists of, put together by hand. Read from top to bottom, this is the way
/// of a digest.
public final class Bot implements AutoCloseable {

    private static final Duration UNCHANGED = Duration.ofMillis(300);

    /// Together less than the five seconds of [#close].
    private static final Duration LAST_WORK = Duration.ofMillis(4_200);

    private static final Duration LAST_WRITE = Duration.ofMillis(500);

    private final Database database;
    private final Bell bell = new Bell();
    private final Library library;
    private final Releases releases;
    private final Planner planner;
    private final AdminNotices notices;
    private final Jobs jobs;
    private final Schedule schedule;
    private final FolderJob folder;
    private final Heart heart;
    private final Upkeep upkeep;
    private final Map<Platform, PlatformSide> platforms = new EnumMap<>(Platform.class);
    private final Optional<Console> console;
    private boolean closed;

    private Bot(Config config, InstantSource clock, LongSupplier nanoTime) {
        database = Database.open(prepared(config.database()), Storage.backups(config, clock), clock);
        library = new Library(new DigestParser(config.library().maxFileBytes())::parse);
        library.call(database, config.topics().names());

        Outbox outbox = new Outbox(bell, clock);
        planner = new Planner(database, bell, clock);
        notices = new AdminNotices(outbox, Clocks.of(clock));
        releases = new Releases(planner, clock);
        var withdrawals = new Withdrawals(library, planner, clock);
        var fanOuts = new FanOuts(bell, clock);
        Tools announcing = Tools.of(database, fanOuts, outbox, new Drawings(Drawings.PHONE), config.platforms(), clock);

        var subscriptions = new Subscriptions(bell, clock);
        var editions = new StyledEditions(config.topics().styles());
        var punctuality = new Punctuality(
                ZoneId.systemDefault(), Duration.ofHours(config.alarms().lateHours()));
        var usual = new UsualTimes(punctuality);
        var awaiting = new Awaiting(library, punctuality);
        var looking =
                new Looking(library, subscriptions, editions, config.topics().styles(), usual);
        var permissions = new Permissions(owners(config));
        var audit = new Audit(clock);
        var roles = new Roles(permissions, notices, audit);
        var holding = new Holding(library, planner, clock);
        var commands = new Commands(
                permissions,
                new Commands.Desks(
                        looking,
                        new Asking(
                                library, subscriptions, looking, config.topics().styles(), usual),
                        new Subscribing(library, subscriptions),
                        new Settings(library, subscriptions, config.topics().styles()),
                        new Announcing(announcing, library),
                        new Withdrawing(library, withdrawals, audit),
                        new Staff(
                                roles,
                                new RolePages(permissions, roles),
                                new AuditPages(library),
                                new Releasing(holding, looking, audit)),
                        new Own(new Forgetting(clock), keeping(config), roles),
                        new Mistakes(library, config.topics().styles(), notices)),
                clock,
                nanoTime);
        var engine = new PlatformSide.Engine(
                database, library, editions, bell, clock, config.delivery().inFlight());
        var desk = new PlatformSide.Desk(
                commands,
                outbox,
                subscriptions,
                new LibrarySuggestions(database, library, holding, permissions),
                notices,
                roles);
        config.telegram()
                .ifPresent(telegram -> platforms.put(
                        Platform.TELEGRAM,
                        new TelegramSide(telegram, config.admins().telegram(), engine, desk)));
        config.discord()
                .ifPresent(discord -> platforms.put(
                        Platform.DISCORD,
                        new DiscordSide(discord, config.admins().discord(), engine, desk)));

        jobs = new Jobs(Clocks.of(clock));
        planner.start();
        platforms.values().forEach(PlatformSide::start);
        schedule = Schedule.start(jobs);
        heart = new Heart(database, states(), jobs, clock);
        HeartbeatJob.start(schedule, heart);
        folder = FolderJob.start(
                schedule,
                new Intake(database, library, settings(config, punctuality), planner, notices, clock),
                Duration.ofSeconds(config.library().lookEverySeconds()));
        HoldingJob.start(
                schedule,
                database,
                holding,
                (tx, digest) -> audit.note(tx, new Actor.Itself(), Deed.DIGEST_RELEASED, new Subject.Digest(digest)));
        upkeep = new Upkeep(new Upkeep.Around(config, database, library, jobs), awaiting, notices, clock);
        upkeep.start(schedule);
        NoticeJob.start(schedule, database, notices);
        BroadcastJob.start(
                schedule,
                new Rounds(
                        database,
                        announcing.broadcasts(),
                        announcing.reporting(),
                        new DueBroadcasts(database, announcing, permissions::maySend, notices, clock),
                        new Rounds.Ways(fanOuts, outbox),
                        clock));
        var shelf = new Console.Shelf(library, holding, awaiting, editions, Payloads::messages);
        console = config.console()
                .flatMap(settings -> Console.start(settings, behindTheConsole(config, shelf, announcing, clock)));
    }

    private Console.Behind behindTheConsole(Config config, Console.Shelf shelf, Tools announcing, InstantSource clock) {
        Map<Platform, Metrics.Source> figures = new EnumMap<>(Platform.class);
        Map<Platform, Readiness.Source> sources = new EnumMap<>(Platform.class);
        Map<Platform, Flow> flows = new EnumMap<>(Platform.class);
        platforms.forEach((platform, side) -> {
            figures.put(platform, new Metrics.Source(side::state, side.flow().tally()));
            flows.put(platform, side.flow());
            sources.put(platform, new Readiness.Source(side::state, side::lastPoll));
        });
        return new Console.Behind(
                database,
                shelf,
                new Console.Vitals(
                        new Readiness(database, sources, jobs, clock),
                        new Metrics(database, figures, jobs, clock),
                        flows),
                announcing,
                new Console.Made(
                        config.settings().stream()
                                .map(each -> new LoadedSetting(each.path(), each.value(), each.isUsual()))
                                .toList(),
                        List.copyOf(owners(config))),
                new Console.Time(clock, System::nanoTime));
    }

    /// Where the console listens, if it does.
    OptionalInt consolePort() {
        return console.map(Console::port).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /// Starts the bot and returns at once; platforms that cannot be reached are tried again.
    ///
    /// @throws IllegalStateException if the database cannot be opened
    public static Bot start(Config config, InstantSource clock) {
        return start(config, clock, System::nanoTime);
    }

    /// The same with a time of its own for what people may ask within a minute.
    ///
    /// @param nanoTime nanoseconds that only grow
    static Bot start(Config config, InstantSource clock, LongSupplier nanoTime) {
        return new Bot(config, clock, nanoTime);
    }

    private Map<Platform, Supplier<State>> states() {
        return platforms.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, side -> side.getValue()::state));
    }

    private static Own.Keeping keeping(Config config) {
        return new Own.Keeping(
                config.subscribers().forgetAfterDays(), config.backup().keep());
    }

    private static Set<Person> owners(Config config) {
        return Stream.concat(
                        config.admins().telegram().stream().map(id -> new Person(Platform.TELEGRAM, id, "")),
                        config.admins().discord().stream().map(id -> new Person(Platform.DISCORD, id, "")))
                .collect(Collectors.toSet());
    }

    private static Path prepared(Path file) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                PrivateFiles.createFolders(parent);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of " + file, e);
        }
    }

    private static Intake.Settings settings(Config config, Punctuality punctuality) {
        return new Intake.Settings(
                config.digests(),
                config.library().maxFileBytes(),
                UNCHANGED,
                new FirstStart(config.library().firstStartDays(), ZoneId.systemDefault()),
                config.delivery().hold(),
                punctuality);
    }

    /// Waits until the folder was looked at and every platform takes commands.
    ///
    /// @return whether that came true in time
    public boolean awaitReady(Duration patience) throws InterruptedException {
        Instant end = InstantSource.system().instant().plus(patience);
        boolean ready = folder.awaitQuiet(patience);
        for (PlatformSide platform : platforms.values()) {
            Duration left = Duration.between(InstantSource.system().instant(), end);
            ready &= platform.awaitReady(left.isNegative() ? Duration.ZERO : left);
        }
        return ready;
    }

    /// Has everything that waits for a time look at the clock again, because it was moved.
    public void clockMoved() {
        bell.ring();
        List.of("alarms", "upkeep").forEach(schedule::now);
    }

    public Database database() {
        return database;
    }

    /// How the deliveries with that cause stand.
    ///
    /// @param cause such as `digest`
    /// @return the number in each state: owed, held, claimed, sent, failed or cancelled
    public Map<String, Long> deliveries(String cause) {
        return database.read(tx -> new DeliveryStore().states(tx, cause));
    }

    /// How many files in the folder are no digests.
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
    public Releases releases() {
        return releases;
    }

    /// Takes no more work, lets settle what is on its way, and ends within five seconds, whatever hangs or fails.
    /// The heart is the last to stop before the database: nobody shall take a bot that ends for one that is gone.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<Runnable> work = new ArrayList<>(List.of(folder::close, upkeep::close, schedule::close, planner::close));
        platforms.values().forEach(side -> work.add(side::close));
        console.ifPresent(each -> work.add(each::close));
        Parallel.run(work, LAST_WORK);
        Parallel.run(List.of(this::closeStorage), LAST_WRITE);
    }

    private void closeStorage() {
        heart.close();
        database.close();
    }
}
