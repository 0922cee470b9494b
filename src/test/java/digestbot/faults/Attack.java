package digestbot.faults;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.SoftAssertions;

interface Attack {

    String name();

    /// The most by which the database and the temporary files may grow meanwhile, in MiB.
    default int disk() {
        return 24;
    }

    /// The bot handles such requests before the measurement, like a bot that has run for a while: a
    /// process that has just started spends half of its processor time on compiling.
    default void warmUp(AttackedBot bot) throws Exception {}

    /// Returns the number of requests, files or connections.
    long run(AttackedBot bot) throws Exception;

    /// True if others are to be served as fast as usual. An attack with all that a processor can do
    /// takes its share of the processor.
    default boolean leavesOthersAlone() {
        return false;
    }

    default void check(SoftAssertions all) {}

    /// So many clients ask the site for a page until the time is over, each again after a pause.
    /// Returns the number of requests.
    static long ask(AttackedBot bot, String path, int clients, Duration duration, Duration pause) {
        long end = System.nanoTime() + duration.toNanos();
        var requests = new AtomicLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                threads.execute(() -> {
                    while (System.nanoTime() < end && bot.isAlive()) {
                        requests.incrementAndGet();
                        try {
                            RawConnection.get(bot.sitePort, path, "");
                        } catch (IOException _) {
                            // The server may refuse further requests.
                        }
                        LockSupport.parkNanos(pause.toNanos());
                    }
                });
            }
        }
        return requests.get();
    }

    static LocalDate today() {
        return LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
    }
}
