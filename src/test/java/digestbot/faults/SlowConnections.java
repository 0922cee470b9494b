package digestbot.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.SoftAssertions;

/// Connections that say little or nothing, or never come to an end: headers and bodies of a byte now and then, bodies
/// of ever more chunks, answers that are not read, event streams, and silence.
final class SlowConnections implements Attack {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// No request that comes byte by byte is waited for so long.
    private static final Duration LONGEST = Duration.ofSeconds(45);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String HEAD =
            "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type:" + " application/x-www-form-urlencoded\r\n";

    /// Stands for the line with the cookie of somebody who is signed in.
    private static final String COOKIE = "<cookie>";

    private static final String CHUNK = "400\r\n" + "a".repeat(0x400) + "\r\n";

    private final int each;
    private final int readers;
    private final Duration duration;
    private final AtomicLong longest = new AtomicLong();

    /// @param each how many of each kind but one
    /// @param readers how many whose answers are not read
    /// @param duration how long it goes on
    SlowConnections(int each, int readers, Duration duration) {
        this.each = each;
        this.readers = readers;
        this.duration = duration;
    }

    @Override
    public String name() {
        return "slow";
    }

    @Override
    public int disk() {
        return 24;
    }

    private enum Kind {
        HEADERS("GET / HTTP/1.1\r\nHost: localhost\r\nX: ", "a"),
        BODY(HEAD + "Content-Length: 8000\r\n\r\n", "a"),
        CHUNKS(HEAD + "Transfer-Encoding: chunked\r\n\r\n", CHUNK),
        READING("GET /assets/0/NotoSansSC-Regular.ttf HTTP/1.1\r\nHost: localhost\r\n" + COOKIE + "\r\n", ""),
        STREAM("GET /live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n", ""),
        SILENCE("", "");

        private final String begin;
        private final String more;

        Kind(String begin, String more) {
            this.begin = begin;
            this.more = more;
        }

        boolean isSlowRequest() {
            return this == HEADERS || this == BODY || this == CHUNKS;
        }
    }

    @Override
    public long run(AttackedBot bot) throws Exception {
        String cookie = ConsoleSession.signIn(bot.port).cookie();
        long end = System.nanoTime() + duration.toNanos();
        var opened = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < (kind == Kind.READING ? readers : each); i++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    while (System.nanoTime() < end && bot.isAlive()) {
                        opened.incrementAndGet();
                        hold(bot, kind, cookie, end);
                    }
                }));
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return opened.get();
    }

    /// Until the server has had enough; then it begins anew.
    private void hold(AttackedBot bot, Kind kind, String cookie, long end) {
        long start = System.nanoTime();
        try (Connection connection = Connection.open(bot.port, PATIENCE)) {
            connection.say(kind.begin.replace(COOKIE, cookie));
            while (System.nanoTime() < end && bot.isAlive() && !connection.isEnded()) {
                LockSupport.parkNanos(PAUSE.toNanos());
                connection.say(kind.more);
            }
        } catch (IOException _) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        if (kind.isSlowRequest()) {
            longest.accumulateAndGet(System.nanoTime() - start, Math::max);
        }
    }

    @Override
    public void check(SoftAssertions all) {
        all.assertThat(Duration.ofNanos(longest.get()))
                .as("how long a slow request was waited for")
                .isLessThan(LONGEST);
    }

    @Override
    public String toString() {
        return name();
    }
}
