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

/// So many connections ask for the picture of a large digest, each again after a second.
record CardFlood(int connections, Duration duration) implements Attack {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "cards";
    }

    @Override
    public boolean leavesOthersAlone() {
        return true;
    }

    @Override
    public long run(AttackedBot bot) {
        LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
        long end = System.nanoTime() + duration.toNanos();
        var requests = new AtomicLong();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                clients.execute(() -> {
                    while (System.nanoTime() < end && bot.isAlive()) {
                        requests.incrementAndGet();
                        try {
                            RawConnection.get(bot.sitePort, "/large/" + today + "/card.png", "");
                        } catch (IOException _) {
                            // The server may refuse further requests.
                        }
                        LockSupport.parkNanos(PAUSE.toNanos());
                    }
                });
            }
        }
        return requests.get();
    }
}
