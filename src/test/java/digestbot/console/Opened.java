package digestbot.console;

import digestbot.broadcast.Previews;
import digestbot.broadcast.Tools;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.delivery.Bell;
import digestbot.delivery.FanOuts;
import digestbot.delivery.Flow;
import digestbot.delivery.Outbox;
import digestbot.delivery.Tally;
import digestbot.digest.DigestParser;
import digestbot.edition.Content;
import digestbot.edition.StyledEditions;
import digestbot.edition.Styles;
import digestbot.health.Jobs;
import digestbot.health.Readiness;
import digestbot.library.Awaiting;
import digestbot.library.Holding;
import digestbot.library.Library;
import digestbot.library.Publishing;
import digestbot.library.Punctuality;
import digestbot.subscription.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A console before a database of its own, without a bot.
final class Opened implements AutoCloseable {

    private static final int MOST_BYTES = 1 << 20;

    final Database database;
    final Browsing browser;
    final AtomicLong nanos = new AtomicLong();
    final Jobs jobs = new Jobs(new Clocks(InstantSource.system(), nanos::get));
    private final Console console;

    Opened(Path folder, Optional<String> hash, Optional<String> header, InstantSource clock) {
        this(folder, hash, header, List.of(), clock);
    }

    Opened(Path folder, Optional<String> hash, Optional<String> header, List<String> names, InstantSource clock) {
        this(folder, settings(authentication(hash, header), Network.LOOPBACK, names), clock, ticking(clock));
    }

    /// @param nanoTime for limits and for how long something lasts
    Opened(Path folder, ConsoleSettings settings, InstantSource clock, LongSupplier nanoTime) {
        jobs.expect("digests", Duration.ofMinutes(2));
        database = Database.open(folder.resolve("bot.sqlite"));
        Library library = new Library(new DigestParser(MOST_BYTES)::parse);
        console = Console.start(
                        settings,
                        new Console.Behind(
                                database,
                                new Console.Shelf(
                                        library,
                                        new Holding(library, Publishing.NOTHING, clock),
                                        new Awaiting(library, new Punctuality(ZoneOffset.UTC, Duration.ofHours(2))),
                                        new StyledEditions(new Styles(Map.of())),
                                        (_, _) -> List.of()),
                                new Console.Vitals(
                                        new Readiness(database, Map.of(), jobs, clock),
                                        new Metrics(database, Map.of(), jobs, clock),
                                        Map.of(Platform.TELEGRAM, new Flow(new Tally(), () -> 24))),
                                announcing(database, clock),
                                new Console.Made(List.of(), List.of()),
                                new Console.Time(clock, nanoTime)))
                .orElseThrow();
        browser = new Browsing(console.port());
    }

    static ConsoleSettings settings(Authentication authentication, List<Network> proxies, List<String> names) {
        return new ConsoleSettings("127.0.0.1", 0, authentication, proxies, names);
    }

    private static Authentication authentication(Optional<String> hash, Optional<String> header) {
        return header.<Authentication>map(Authentication.Proxy::new)
                .or(() -> hash.map(Authentication.Password::new))
                .orElseGet(Authentication.None::new);
    }

    /// Goes as the clock goes.
    private static LongSupplier ticking(InstantSource clock) {
        return () -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
    }

    private static Tools announcing(Database database, InstantSource clock) {
        var bell = new Bell();
        return Tools.of(
                database,
                new FanOuts(bell, clock),
                new Outbox(bell, clock),
                new Unseen(),
                Set.of(Platform.TELEGRAM),
                clock);
    }

    /// How it looks is for tests of a whole bot.
    private static final class Unseen implements Previews {
        @Override
        public int messages(Platform platform, Content content) {
            return 1;
        }

        @Override
        public List<String> drawing(Platform platform, Content content) {
            return List.of();
        }
    }

    int port() {
        return console.port();
    }

    @Override
    public void close() {
        console.close();
        database.close();
    }
}
