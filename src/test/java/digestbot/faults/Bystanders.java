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
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// Everybody else: people who ask for help on both platforms, owners among them, a supervisor that asks for
/// `/healthz`, and a reader of the site, each again and again while a bot is attacked.
final class Bystanders {

    private static final Duration EVERY = Duration.ofMillis(150);

    /// The longest time of an answer. With little else to do it was 0.2 s; with ten processes for each processor, 9 s.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// The time after which a person asks again: a platform forgets a question that a bot on a very busy machine does
    /// not acknowledge in time.
    private static final Duration AGAIN = Duration.ofSeconds(12);

    /// No person may ask more than 20 times a minute.
    private static final int PEOPLE = 60;

    private static final int OWNER_EVERY = 8;

    /// A word of the help on both platforms that occurs in no other answer.
    private static final String HELP = "/privacy";

    private static final String QUESTION = "/help";

    private final AttackedBot bot;
    private final Asking onTelegram;
    private final Asking onDiscord;
    private final Asking owners;
    private final Map<String, Long> slowest = new ConcurrentSkipListMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Integer> failed = new ConcurrentSkipListMap<>();
    private volatile boolean stopped;
    private Thread loop = Thread.ofVirtual().unstarted(() -> {});
    private int next;

    /// What they saw.
    ///
    /// @param slowest the milliseconds of the slowest answer, by where it was asked
    /// @param failed the number of questions without an answer in time, by where they were asked
    record Report(int asked, Map<String, Long> slowest, Map<String, Integer> failed) {}

    Bystanders(AttackedBot bot) {
        this.bot = bot;
        List<SandboxPerson> inChats = people(1_000);
        List<SandboxPerson> inMessages = people(2_000);
        onTelegram = new Asking(
                "Telegram",
                bot.telegram,
                inChats,
                inChats.stream().map(AttackedBot::privateChat).toList());
        onDiscord = new Asking(
                "Discord",
                bot.discord,
                inMessages,
                inMessages.stream().map(bot.discord::directMessages).toList());
        owners = new Asking(
                "owners",
                bot.telegram,
                AttackedBot.OWNERS,
                AttackedBot.OWNERS.stream().map(AttackedBot::privateChat).toList());
    }

    private static List<SandboxPerson> people(long first) {
        return IntStream.range(0, PEOPLE)
                .mapToObj(i -> new SandboxPerson(first + i, "Witness " + i, "en"))
                .toList();
    }

    void begin() {
        slowest.clear();
        failed.clear();
        asked.set(0);
        stopped = false;
        loop = Thread.ofVirtual().start(() -> {
            while (!stopped && bot.isAlive()) {
                int i = next++;
                Thread.ofVirtual().start(() -> onTelegram.ask(i));
                Thread.ofVirtual().start(() -> onDiscord.ask(i));
                if (i % OWNER_EVERY == 0) {
                    Thread.ofVirtual().start(() -> owners.ask(i / OWNER_EVERY));
                }
                Thread.ofVirtual().start(this::askAgain);
                Thread.ofVirtual().start(() -> ask("console", bot.consolePort, "/healthz"));
                Thread.ofVirtual().start(() -> ask("site", bot.sitePort, "/"));
                LockSupport.parkNanos(EVERY.toNanos());
            }
        });
    }

    private void askAgain() {
        List.of(onTelegram, onDiscord, owners).forEach(Asking::askAgain);
    }

    /// Asks again where the server has lost or refused a request.
    private void ask(String where, int port, String path) {
        asked.incrementAndGet();
        open.incrementAndGet();
        long start = System.nanoTime();
        while (status(port, path) != 200 && bot.isAlive() && System.nanoTime() - start < PATIENCE.toNanos()) {
            LockSupport.parkNanos(EVERY.toNanos());
        }
        took(where, start);
        open.decrementAndGet();
    }

    private static int status(int port, String path) {
        try {
            return RawConnection.get(port, path, "");
        } catch (IOException _) {
            return 0;
        }
    }

    private void took(String where, long start) {
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        slowest.merge(where, took.toMillis(), Math::max);
        if (took.compareTo(PATIENCE) >= 0) {
            failed.merge(where, 1, Integer::sum);
        }
    }

    /// Waits for the remaining answers.
    Report end() throws InterruptedException {
        stopped = true;
        loop.join();
        List<Asking> all = List.of(onTelegram, onDiscord, owners);
        try {
            Awaitility.await("the last answers").atMost(PATIENCE).until(() -> {
                askAgain();
                return !bot.isAlive() || (open.get() == 0 && all.stream().allMatch(each -> each.open.isEmpty()));
            });
        } catch (ConditionTimeoutException _) {
            // They are reported.
        }
        all.forEach(Asking::giveUp);
        return new Report(asked.get(), Map.copyOf(slowest), Map.copyOf(failed));
    }

    /// People on one platform, each in a place of their own.
    private final class Asking {

        private final String where;
        private final PlatformSandbox platform;
        private final List<SandboxPerson> people;
        private final List<SandboxPlace> places;
        private final Map<Long, Question> open = new ConcurrentHashMap<>();

        /// @param since when it was asked first
        /// @param last when it was asked last
        private record Question(SandboxPerson person, SandboxPlace place, long since, long last) {}

        Asking(String where, PlatformSandbox platform, List<SandboxPerson> people, List<SandboxPlace> places) {
            this.where = where;
            this.platform = platform;
            this.people = people;
            this.places = places;
            platform.listen(event -> {
                switch (event) {
                    case SandboxEvent.Shown(ShownMessage message) -> hear(message);
                    case SandboxEvent.Edited(ShownMessage message) -> hear(message);
                    default -> {}
                }
            });
        }

        private void hear(ShownMessage message) {
            if (message.author().isEmpty()
                    && open.containsKey(message.place().id())
                    && BotFixture.text(List.of(message)).contains(HELP)) {
                Question question = open.remove(message.place().id());
                if (question != null) {
                    took(where, question.since);
                }
            }
        }

        void ask(int i) {
            SandboxPlace place = places.get(i % places.size());
            long now = System.nanoTime();
            var question = new Question(people.get(i % people.size()), place, now, now);
            if (open.putIfAbsent(place.id(), question) == null) {
                asked.incrementAndGet();
                platform.write(question.person, place, QUESTION);
            }
        }

        void askAgain() {
            long now = System.nanoTime();
            open.forEach((id, question) -> {
                var again = new Question(question.person, question.place, question.since, now);
                if (now - question.last > AGAIN.toNanos() && open.replace(id, question, again)) {
                    platform.write(question.person, question.place, QUESTION);
                }
            });
        }

        private void giveUp() {
            open.values().forEach(_ -> failed.merge(where, 1, Integer::sum));
            open.clear();
        }
    }
}
