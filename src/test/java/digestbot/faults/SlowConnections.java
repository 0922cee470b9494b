package digestbot.faults;

import digestbot.faults.HttpFlood.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.SoftAssertions;

/// Connections that send little or nothing, or never come to an end: headers and bodies of a byte
/// now and then, bodies of ever more chunks, answers that are not read, event streams, and silence.
final class SlowConnections implements Attack {

    /// The server ends a request that comes byte by byte sooner.
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String HEAD =
            "POST <form> HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n";

    /// Stands for the line with the cookie of somebody who is signed in.
    private static final String COOKIE = "<cookie>";

    /// As large as a digest may be.
    private static final int MAX_DIGEST = 1 << 20;

    private static final String CHUNK = "400\r\n" + "a".repeat(0x400) + "\r\n";

    private final Server server;
    private final int each;
    private final int readers;
    private final Duration duration;
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong endless = new AtomicLong();

    /// `readers` is the number of connections whose answers are not read, `each` that of every
    /// other kind.
    SlowConnections(Server server, int each, int readers, Duration duration) {
        this.server = server;
        this.each = each;
        this.readers = readers;
        this.duration = duration;
    }

    @Override
    public String name() {
        return "slow" + server.name().toLowerCase(Locale.ROOT);
    }

    private enum Kind {
        HEADERS("GET / HTTP/1.1\r\nHost: localhost\r\nX: ", "a"),
        BODY(HEAD + "Content-Length: 8000\r\n\r\n", "a"),
        CHUNKS(HEAD + "Transfer-Encoding: chunked\r\n\r\n", CHUNK),
        READING("GET <page> HTTP/1.1\r\nHost: localhost\r\n" + COOKIE + "\r\n", ""),
        PUSH("", "a"),
        SILENCE("", "");

        private final String begin;
        private final String more;

        Kind(String begin, String more) {
            this.begin = begin;
            this.more = more;
        }

        boolean isSlowRequest() {
            return this == HEADERS || this == BODY || this == CHUNKS || this == PUSH;
        }
    }

    @Override
    public boolean leavesOthersAlone() {
        return true;
    }

    @Override
    public long run(AttackedBot bot) throws Exception {
        String cookie =
                server == Server.CONSOLE ? RawConnection.signIn(bot.consolePort).cookie() : "";
        long end = System.nanoTime() + duration.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < (kind == Kind.READING ? readers : each); i++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    int ended = -1;
                    while (System.nanoTime() < end && bot.isAlive()) {
                        opened.incrementAndGet();
                        hold(bot, kind, cookie, end);
                        ended++;
                    }
                    if (ended == 0 && kind.isSlowRequest()) {
                        endless.incrementAndGet();
                    }
                }));
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return opened.get();
    }

    /// Holds the connection until the server ends it.
    private void hold(AttackedBot bot, Kind kind, String cookie, long end) {
        boolean console = server == Server.CONSOLE;
        try (RawConnection connection = RawConnection.open(console ? bot.consolePort : bot.sitePort)) {
            String begin = kind == Kind.PUSH ? AttackedBot.pushHead(bot.slowPipeline, MAX_DIGEST) : kind.begin;
            connection.say(begin.replace(COOKIE, cookie)
                    .replace("<form>", console ? "/sign-in" : "/anything")
                    .replace("<page>", console ? "/assets/0/NotoSansSC-Regular.ttf" : "/large/"));
            while (System.nanoTime() < end && bot.isAlive() && !connection.isEnded()) {
                LockSupport.parkNanos(PAUSE.toNanos());
                connection.say(kind.more);
            }
        } catch (IOException _) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @Override
    public void check(SoftAssertions all) {
        if (duration.compareTo(LONG) > 0) {
            all.assertThat(endless.get())
                    .as("requests byte by byte that the server waited for until the attack ended")
                    .isZero();
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
