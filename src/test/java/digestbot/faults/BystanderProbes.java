package digestbot.faults;

import digestbot.app.BotFixture;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Everybody else: people who ask for help on both platforms, owners among them, and a supervisor that asks for
/// `/healthz`, each again and again while a bot is attacked.
final class BystanderProbes {

    private static final Duration EVERY = Duration.ofMillis(150);

    /// No person may ask more than 20 times a minute.
    private static final int PEOPLE = 60;

    private static final int OWNER_EVERY = 8;

    /// An answer that takes longer counts as missing.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// A word of the help on both platforms that occurs in no other answer.
    private static final String HELP = "/privacy";

    private static final String QUESTION = "/help";

    private final AttackedBot bot;
    private final List<Asking> asking;
    private final Clock console = new Clock();
    private final AtomicInteger consoleOpen = new AtomicInteger();
    private volatile boolean stopped;
    private Thread loop = Thread.ofVirtual().unstarted(() -> {});
    private int next;

    /// The longest waiting times.
    ///
    /// @param asked the number of questions
    /// @param unanswered the number of questions without an answer
    record Figures(long telegramMillis, long discordMillis, long consoleMillis, int asked, int unanswered) {

        long slowestMillis() {
            return Math.max(Math.max(telegramMillis, discordMillis), consoleMillis);
        }
    }

    /// The longest time of several.
    private static final class Clock {
        private final AtomicLong longest = new AtomicLong();
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger unanswered = new AtomicInteger();

        void took(long nanos) {
            longest.accumulateAndGet(nanos, Math::max);
        }

        void reset() {
            longest.set(0);
            asked.set(0);
            unanswered.set(0);
        }

        long millis() {
            return Duration.ofNanos(longest.get()).toMillis();
        }
    }

    /// People on one platform, each in a place of their own.
    private record Asking(
            PlatformSandbox platform,
            List<SandboxPerson> people,
            List<SandboxPlace> places,
            Map<Long, Long> open,
            Clock clock) {

        static Asking at(PlatformSandbox platform, List<SandboxPerson> people, List<SandboxPlace> places) {
            var asking = new Asking(platform, people, places, new ConcurrentHashMap<>(), new Clock());
            platform.listen(asking::hear);
            return asking;
        }

        private void hear(SandboxEvent event) {
            switch (event) {
                case SandboxEvent.Shown(ShownMessage message) -> hear(message);
                case SandboxEvent.Edited(ShownMessage message) -> hear(message);
                case SandboxEvent.Deleted _,
                        SandboxEvent.Toast _,
                        SandboxEvent.Opened _,
                        SandboxEvent.Prefilled _,
                        SandboxEvent.FormOpened _,
                        SandboxEvent.Suggested _ -> {}
            }
        }

        private void hear(ShownMessage message) {
            if (message.author().isEmpty()
                    && open.containsKey(message.place().id())
                    && BotFixture.text(List.of(message)).contains(HELP)) {
                Long since = open.remove(message.place().id());
                if (since != null) {
                    clock.took(System.nanoTime() - since);
                }
            }
        }

        void ask(int i) {
            SandboxPlace place = places.get(i % places.size());
            // A person who still waits for an answer does not ask again.
            if (open.putIfAbsent(place.id(), System.nanoTime()) == null) {
                clock.asked.incrementAndGet();
                platform.write(people.get(i % people.size()), place, QUESTION);
            }
        }

        /// Gives up on the questions without an answer.
        void close() {
            open.values().forEach(since -> {
                clock.took(System.nanoTime() - since);
                clock.unanswered.incrementAndGet();
            });
            open.clear();
        }
    }

    BystanderProbes(AttackedBot bot) {
        this.bot = bot;
        List<SandboxPerson> onTelegram = people(1_000);
        List<SandboxPerson> onDiscord = people(2_000);
        asking = List.of(
                Asking.at(
                        bot.telegram,
                        onTelegram,
                        onTelegram.stream().map(AttackParticipants::privateChat).toList()),
                Asking.at(
                        bot.discord,
                        onDiscord,
                        onDiscord.stream().map(bot.discord::directMessages).toList()),
                Asking.at(
                        bot.telegram,
                        AttackParticipants.OWNERS,
                        AttackParticipants.OWNERS.stream()
                                .map(AttackParticipants::privateChat)
                                .toList()));
    }

    private static List<SandboxPerson> people(long first) {
        return IntStream.range(0, PEOPLE)
                .mapToObj(i -> new SandboxPerson(first + i, "Witness " + i, "en"))
                .toList();
    }

    void begin() {
        asking.forEach(each -> each.clock.reset());
        console.reset();
        stopped = false;
        loop = Thread.ofVirtual().start(() -> {
            while (!stopped && bot.isAlive()) {
                ask(next++);
                LockSupport.parkNanos(EVERY.toNanos());
            }
        });
    }

    private void ask(int i) {
        Thread.ofVirtual().start(() -> asking.get(0).ask(i));
        Thread.ofVirtual().start(() -> asking.get(1).ask(i));
        if (i % OWNER_EVERY == 0) {
            Thread.ofVirtual().start(() -> asking.get(2).ask(i / OWNER_EVERY));
        }
        Thread.ofVirtual().start(this::askConsole);
    }

    private void askConsole() {
        console.asked.incrementAndGet();
        consoleOpen.incrementAndGet();
        long start = System.nanoTime();
        int status = 0;
        try {
            status = Connection.ask(
                    bot.port, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", PATIENCE);
        } catch (IOException _) {
            // Counted as no answer.
        } finally {
            console.took(System.nanoTime() - start);
            if (status != 200) {
                console.unanswered.incrementAndGet();
            }
            consoleOpen.decrementAndGet();
        }
    }

    /// Waits for the remaining answers.
    Figures end() throws InterruptedException {
        stopped = true;
        loop.join();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (isOpen() && bot.isAlive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        asking.forEach(Asking::close);
        return new Figures(
                Math.max(asking.get(0).clock.millis(), asking.get(2).clock.millis()),
                asking.get(1).clock.millis(),
                console.millis(),
                asking.stream().mapToInt(each -> each.clock.asked.get()).sum() + console.asked.get(),
                asking.stream().mapToInt(each -> each.clock.unanswered.get()).sum() + console.unanswered.get());
    }

    private boolean isOpen() {
        return consoleOpen.get() > 0 || asking.stream().anyMatch(each -> !each.open.isEmpty());
    }
}
