package digestbot.faults;

import digestbot.app.BotFixture;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.LongStream;

/// People who ask for help on both platforms, owners among them, a supervisor that asks for
/// `/healthz`, a reader of the site and a pipeline that pushes a digest, each again and again while
/// a bot is attacked.
final class Bystanders {

    private static final Duration EVERY = Duration.ofMillis(150);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final int PUSH_EVERY = 20;

    /// An idle machine answers within 0.2 s; with ten processes for each processor it was 9 s.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// A person asks again after this time: a platform forgets a question that a bot on a very busy
    /// machine does not acknowledge in time.
    private static final Duration AGAIN = Duration.ofSeconds(12);

    /// No person may ask more than 20 times a minute.
    private static final int PEOPLE = 60;

    private static final int OWNER_EVERY = 8;

    /// A word of the help on both platforms that occurs in no other answer.
    private static final String HELP = "/privacy";

    private final AttackedBot bot;
    private final ExecutorService questions = Executors.newVirtualThreadPerTaskExecutor();
    private final Asking onTelegram;
    private final Asking onDiscord;
    private final Asking owners;
    private final Map<String, Queue<Long>> answers = new ConcurrentSkipListMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Map<String, Integer> failed = new ConcurrentSkipListMap<>();
    private final Thread loop = Thread.ofVirtual().unstarted(this::askOn);
    private volatile boolean stopped;

    /// By the place of the questions: the milliseconds of each answer, sorted, and the number of
    /// questions without an answer in time.
    record Report(int asked, Map<String, List<Long>> answers, Map<String, Integer> failed) {

        /// Nineteen of twenty answers came within these milliseconds.
        Map<String, Long> usual() {
            return each(sorted -> sorted.get((sorted.size() - 1) * 19 / 20));
        }

        Map<String, Long> slowest() {
            return each(List::getLast);
        }

        private Map<String, Long> each(Function<List<Long>, Long> quantile) {
            Map<String, Long> found = new TreeMap<>();
            answers.forEach((where, sorted) -> found.put(where, quantile.apply(sorted)));
            return found;
        }
    }

    Bystanders(AttackedBot bot) {
        this.bot = bot;
        onTelegram = new Asking("Telegram", bot.telegram, people(1_000), AttackedBot::privateChat);
        onDiscord = new Asking("Discord", bot.discord, people(2_000), bot.discord::directMessages);
        owners = new Asking("owners", bot.telegram, AttackedBot.OWNERS, AttackedBot::privateChat);
    }

    private static List<SandboxPerson> people(long first) {
        return LongStream.range(first, first + PEOPLE)
                .mapToObj(id -> new SandboxPerson(id, "Witness " + id, "en"))
                .toList();
    }

    void begin() {
        loop.start();
    }

    private void askOn() {
        for (int i = 0; !stopped && bot.isAlive(); i++) {
            onTelegram.ask(i);
            onDiscord.ask(i);
            if (i % OWNER_EVERY == 0) {
                owners.ask(i / OWNER_EVERY);
            }
            // They ask again if the server has lost or refused a request.
            questions.execute(() -> ask("console", EVERY, () -> {}, () -> isThere(bot.consolePort, "/healthz")));
            questions.execute(() -> ask("site", EVERY, () -> {}, () -> isThere(bot.sitePort, "/")));
            if (i % PUSH_EVERY == 0) {
                questions.execute(() -> ask("push", EVERY, () -> {}, this::isPushed));
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    private static boolean isThere(int port, String path) {
        try {
            return RawConnection.get(port, path, "") == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private boolean isPushed() {
        try {
            return bot.pushAgain() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private void ask(String where, Duration look, Runnable question, BooleanSupplier answered) {
        asked.incrementAndGet();
        long start = System.nanoTime();
        long last = start;
        question.run();
        while (!answered.getAsBoolean() && bot.isAlive() && System.nanoTime() - start < PATIENCE.toNanos()) {
            LockSupport.parkNanos(look.toNanos());
            if (System.nanoTime() - last > AGAIN.toNanos()) {
                last = System.nanoTime();
                question.run();
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        answers.computeIfAbsent(where, _ -> new ConcurrentLinkedQueue<>()).add(took.toMillis());
        if (took.compareTo(PATIENCE) >= 0) {
            failed.merge(where, 1, Integer::sum);
        }
    }

    /// Waits for the remaining answers.
    Report end() throws InterruptedException {
        stopped = true;
        loop.join();
        questions.close();
        Map<String, List<Long>> sorted = new TreeMap<>();
        answers.forEach(
                (where, took) -> sorted.put(where, took.stream().sorted().toList()));
        return new Report(asked.get(), sorted, Map.copyOf(failed));
    }

    /// People on one platform, each in a place of their own.
    private final class Asking {

        private final String where;
        private final PlatformSandbox platform;
        private final List<SandboxPerson> people;
        private final List<SandboxPlace> places;

        /// The places in which an answer is awaited.
        private final Set<Long> open = ConcurrentHashMap.newKeySet();

        Asking(
                String where,
                PlatformSandbox platform,
                List<SandboxPerson> people,
                Function<SandboxPerson, SandboxPlace> places) {
            this.where = where;
            this.platform = platform;
            this.people = people;
            this.places = people.stream().map(places).toList();
            platform.listen(event -> BotFixture.fromBot(event)
                    .filter(message -> open.contains(message.place().id()))
                    .filter(message -> BotFixture.text(List.of(message)).contains(HELP))
                    .ifPresent(message -> open.remove(message.place().id())));
        }

        /// Does nothing while this person still waits for an answer.
        void ask(int i) {
            SandboxPerson person = people.get(i % people.size());
            SandboxPlace place = places.get(i % places.size());
            if (open.add(place.id())) {
                questions.execute(() -> Bystanders.this.ask(
                        where, LOOK, () -> platform.write(person, place, "/help"), () -> !open.contains(place.id())));
            }
        }
    }
}
