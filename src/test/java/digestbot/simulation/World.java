package digestbot.simulation;

import com.google.errorprone.annotations.FormatMethod;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.DeliverySchedule;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.QuietHours;
import digestbot.audience.Subscription;
import digestbot.audience.SubscriptionStore;
import digestbot.database.SimulatedDisk;
import digestbot.database.Transaction;
import digestbot.delivery.sending.DeliveryFixture;
import digestbot.library.intake.SimulatedFolder;
import digestbot.simulation.Ledger.Message;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Everything around the bot: time, the disk, the platform, and people. It does one step at a time,
/// and everything by chance comes from the step's random numbers.
final class World {

    static final String BROKEN = "  !! ";

    /// The evening before the clocks of Europe go forward.
    private static final Instant BEGIN = Instant.parse("2026-03-28T18:00:00Z");

    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 28);
    private static final List<String> TOPICS = List.of("arts", "trade");
    private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "Asia/Shanghai", "America/New_York");
    private static final Duration RESTART = Duration.ofSeconds(2);
    private static final Duration COUNTED = Duration.ofSeconds(61);
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);
    private static final int MAX_ROUNDS = 400;

    /// The most turns of the sender's pace between two looks for deliveries, and the longest wait for one.
    private static final int MAX_TURNS = 100;

    private static final Duration MAX_TURN = Duration.ofSeconds(2);

    /// An error of the storage that the process survives.
    private static final class StorageFailure extends RuntimeException {

        @java.io.Serial
        private static final long serialVersionUID = 1L;

        StorageFailure(String moment) {
            super("the storage failed " + moment, null, false, false);
        }
    }

    private final SimulatedDisk disk;
    private final SimulatedFolder folder = new SimulatedFolder();
    private final ChatPlatform platform = new ChatPlatform(this);
    private final List<Account> accounts = new ArrayList<>();
    private final List<SimulatedDigest> digests = new ArrayList<>();
    private final List<Flight> flights = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    /// The step at which each delivery was claimed last.
    private final Map<Long, Integer> claimedAt = new HashMap<>();

    private final Set<String> deadDeliveries = new HashSet<>();
    private RandomGenerator random;
    private Node node;
    private long now = Duration.ofDays(1).toNanos();
    private long replacedAt;
    private int index = -1;
    private int crashIn = -1;
    private int failIn = -1;
    private boolean calm;

    World(SimulatedDisk disk, RandomGenerator random) {
        this.disk = disk;
        this.random = random;
        disk.look(tx -> {
            TOPICS.forEach(topic -> DeliveryFixture.addTopic(tx, topic));
            return TOPICS;
        });
        calm = true;
        node = new Node(this);
        node.intake.step(() -> {});
        int chats = random.nextInt(3, 9);
        for (int i = 1; i <= chats; i++) {
            boolean group = i % 3 == 0;
            var account = new Account(
                    new Chat(Platform.TELEGRAM, group ? -i : i, group ? ChatType.GROUP : ChatType.PRIVATE, ""));
            accounts.add(account);
            TOPICS.stream().filter(_ -> random.nextInt(4) > 0).forEach(topic -> subscribe(account, topic));
        }
        node.start();
        calm = false;
    }

    // What the simulated parts ask

    SimulatedDisk disk() {
        return disk;
    }

    SimulatedFolder folder() {
        return folder;
    }

    ChatPlatform platform() {
        return platform;
    }

    RandomGenerator random() {
        return random;
    }

    /// The true time in nanoseconds, as the monotonic clock counts it.
    long now() {
        return now;
    }

    Instant wall() {
        return BEGIN.plusNanos(now);
    }

    /// Whether nothing breaks any more.
    boolean isCalm() {
        return calm;
    }

    List<Account> accounts() {
        return accounts;
    }

    Account account(long chat) {
        return accounts.stream()
                .filter(each -> each.chat().id() == chat)
                .findFirst()
                .orElseThrow();
    }

    List<SimulatedDigest> digests() {
        return digests;
    }

    List<String> story() {
        return story;
    }

    List<String> violations() {
        return violations;
    }

    @FormatMethod
    void tell(String line, Object... values) {
        story.add(line.formatted(values));
    }

    void violated(String what) {
        story.add(BROKEN + what);
        violations.add(what);
    }

    boolean crashesNow(String moment) {
        if (calm || crashIn < 0 || crashIn-- > 0) {
            return false;
        }
        tell("  the process dies %s", moment);
        return true;
    }

    void failNow(String moment) {
        if (!calm && failIn >= 0 && failIn-- == 0) {
            tell("  the storage fails %s", moment);
            throw new StorageFailure(moment);
        }
    }

    /// A new message arrived in a chat.
    void arrived(Account account, Message message) {
        Optional<Boolean> isCorrection = disk.look(
                tx -> tx.select("SELECT corrects IS NOT NULL FROM delivery WHERE number = ?", message.delivery)
                        .mapTo(Boolean.class)
                        .findOne());
        if (isCorrection.orElse(false)) {
            return;
        }
        if (message.ordinal > 0 && !platform.ledger().hasPart(message.delivery, message.ordinal - 1)) {
            violated("a part arrived in %s before the one before it".formatted(account.name()));
        }
        int claimed = claimedAt.getOrDefault(message.delivery, index);
        for (int shown : message.shown().keySet()) {
            SimulatedDigest digest = digests.get(shown);
            if (claimed > account.leftAt(digest.topic)) {
                violated("%s received %s, which it does not want any more".formatted(account.name(), message.text));
            }
            if (claimed > digest.withdrawnAt) {
                violated("%s received %s, which was withdrawn".formatted(account.name(), message.text));
            }
        }
    }

    // A history

    void step(int number, RandomGenerator chance) {
        index = number;
        random = chance;
        Step step = Step.draw(chance);
        story.add("%d %s %s".formatted(number, wall(), step));
        try {
            step.run(this);
        } catch (Crash _) {
            // The process is replaced below.
        } catch (StorageFailure _) {
            // Whoever asked is told of it.
        }
        if (node.isDead()) {
            replace();
        }
    }

    /// A new process on the same disk. Starting one takes longer than a second.
    private void replace() {
        Node old = node;
        flights.forEach(flight -> flight.loseAnswer("the process died"));
        old.takeRequests();
        flights.clear();
        disk.look(tx -> {
            Set<String> known = Set.copyOf(tx.strings("SELECT message_id FROM part WHERE message_id IS NOT NULL"));
            platform.ledger().all().stream()
                    .filter(message -> !known.contains(message.id) && message.excuse.isEmpty())
                    .forEach(message -> message.excuse = Optional.of("the process died before it was stored"));
            return known;
        });
        platform.forgetWaits();
        crashIn = -1;
        failIn = -1;
        // A message that was in flight is counted by the next process alone.
        pass(now - replacedAt < COUNTED.toNanos() ? COUNTED : RESTART);
        replacedAt = now;
        tell("  a new process starts");
        node = new Node(this);
        node.start();
    }

    private void pass(Duration time) {
        List.copyOf(flights).stream()
                .filter(flight -> now + time.toNanos() - flight.arrivedAt() > LONGEST_REQUEST.toNanos())
                .forEach(flight -> {
                    flights.remove(flight);
                    flight.loseAnswer("its answer came too late");
                });
        now += time.toNanos();
    }

    /// Nothing breaks any more, and the bot works until it has nothing left to do.
    void rest() {
        story.add("from here on nothing breaks");
        calm = true;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            scan();
            untilIdle(node.planner::step);
            Duration untilDue = untilIdle(this::claimOnce);
            Duration untilTurn = sendAll();
            if (isAtRest()) {
                return;
            }
            pass(max(min(untilDue, untilTurn), untilNextDue()));
        }
        violated("it did not come to rest: "
                + disk.look(tx -> tx.strings("SELECT number || ' ' || cause || ' ' || state || ' ' || attempts"
                        + " || ' ' || coalesce(reason, '') FROM delivery WHERE state IN ('queued', 'in_flight')")));
    }

    /// Sends all that is claimed, as fast as the limits allow, and stores the results.
    private Duration sendAll() {
        Duration wait = Duration.ZERO;
        for (int turn = 0; turn < MAX_TURNS && wait.compareTo(MAX_TURN) < 0; turn++) {
            pass(wait);
            wait = paceAll(MAX_TURNS);
            List.copyOf(flights).forEach(this::answer);
            pass(Duration.ofMillis(11));
            untilIdle(node.sender::settle);
        }
        return wait;
    }

    /// The time after which the last step wants to be called again.
    private static Duration untilIdle(Supplier<Duration> step) {
        Duration wait = Duration.ZERO;
        for (int turn = 0; turn < MAX_TURNS && wait.isZero(); turn++) {
            wait = step.get();
        }
        return wait;
    }

    private boolean isAtRest() {
        return flights.isEmpty()
                && node.sender.isSettled()
                && disk.look(tx -> tx.isTrue("SELECT NOT EXISTS (SELECT 1 FROM planning) AND NOT EXISTS"
                        + " (SELECT 1 FROM delivery WHERE state IN ('queued', 'in_flight'))"));
    }

    /// The time until another delivery is due, if none is in flight. A correction that is due waits
    /// for the delivery that it corrects.
    private Duration untilNextDue() {
        return disk.look(tx -> tx.findNumber("""
                        SELECT min(next_at) FROM delivery WHERE state = 'queued' AND next_at > ?
                        AND NOT EXISTS (SELECT 1 FROM delivery WHERE state = 'in_flight')""", wall()))
                .map(next -> Duration.between(wall(), Instant.ofEpochMilli(next)))
                .orElse(Duration.ZERO);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    // The bot's own steps

    void passMoment() {
        pass(Duration.ofMillis(random.nextInt(1, 3_000)));
    }

    void passLong() {
        pass(Duration.ofMinutes(random.nextInt(1, 400)));
    }

    void scan() {
        try {
            node.intake.step(() -> {});
        } finally {
            Set<String> published =
                    disk.look(tx -> Set.copyOf(tx.strings("SELECT path FROM digest WHERE state = 'published'")));
            digests.stream()
                    .filter(digest -> published.contains(digest.path()))
                    .forEach(digest -> digest.withdrawnAt = Integer.MAX_VALUE);
        }
    }

    void plan() {
        node.planner.step();
    }

    void claim() {
        claimOnce();
    }

    private Duration claimOnce() {
        Duration next = node.sender.claim();
        disk.look(tx -> tx.select("SELECT number, claim FROM delivery WHERE lease_until IS NOT NULL")
                        .map((row, _) -> row.getLong("number") + " " + row.getLong("claim"))
                        .list())
                .forEach(claim -> {
                    if (deadDeliveries.add(claim)) {
                        claimedAt.put(Long.valueOf(claim.substring(0, claim.indexOf(' '))), index);
                    }
                });
        return next;
    }

    void pace() {
        paceAll(random.nextInt(1, 5));
    }

    private Duration paceAll(int most) {
        for (int i = 0; i < most; i++) {
            Duration wait = node.sender.pace();
            for (Runnable request : node.takeRequests()) {
                Flight flight = Flight.begin(node, request);
                if (flight.isOpen()) {
                    flights.add(flight);
                }
            }
            if (!wait.isZero() || node.isDead()) {
                return wait;
            }
        }
        return Duration.ZERO;
    }

    void answer() {
        if (!flights.isEmpty()) {
            answer(flights.get(random.nextInt(flights.size())));
        }
    }

    private void answer(Flight flight) {
        flights.remove(flight);
        tell("  answer to the %s", flight.label());
        flight.answer();
    }

    void settle() {
        pass(Duration.ofMillis(random.nextInt(15)));
        node.sender.settle();
    }

    // What breaks

    void restart() {
        while (!flights.isEmpty()) {
            answer();
        }
        pass(Duration.ofMillis(11));
        for (int i = 0; i < 3 && !node.sender.isSettled(); i++) {
            node.sender.settle();
        }
        if (node.sender.isSettled()) {
            node.sender.close();
            for (int i = 0; i < 3 && !node.sender.isSettled(); i++) {
                node.sender.settle();
            }
        }
        node.die();
    }

    void crashSoon() {
        crashIn = random.nextInt(8);
    }

    void failSoon() {
        failIn = random.nextInt(8);
    }

    // People

    void writeDigest() {
        String topic = TOPICS.get(random.nextInt(TOPICS.size()));
        long before = digests.stream().filter(each -> each.topic.equals(topic)).count();
        var digest =
                new SimulatedDigest(digests.size(), topic, FIRST_DAY.plusDays(before), random.nextInt(1, 4), index);
        digests.add(digest);
        write(digest);
    }

    void reviseDigest() {
        anyDigest().ifPresent(this::write);
    }

    private void write(SimulatedDigest digest) {
        digest.version++;
        tell("  %s has %d parts, topic %s", digest.name(), digest.parts, digest.topic);
        folder.write(digest.path(), digest.file());
    }

    private Optional<SimulatedDigest> anyDigest() {
        return digests.isEmpty() ? Optional.empty() : Optional.of(digests.get(random.nextInt(digests.size())));
    }

    /// The number of the digest in the database; empty before it is imported.
    Optional<Long> number(SimulatedDigest digest) {
        return disk.look(tx -> tx.findNumber("SELECT number FROM digest WHERE path = ?", digest.path()));
    }

    void withdraw() {
        anyDigest()
                .ifPresent(digest -> number(digest).ifPresent(number -> {
                    tell("  d%d", digest.id);
                    digest.everWithdrawn = true;
                    boolean withdrawn = node.database.write(tx -> node.withdrawals.withdraw(tx, number));
                    digest.withdrawnAt = withdrawn ? index : digest.withdrawnAt;
                }));
    }

    /// Whether the bot has paused the chat.
    boolean isPaused(Account account) {
        return disk.look(tx -> tx.findString(
                        "SELECT paused_reason FROM subscriber WHERE chat_id = ?",
                        account.chat().id()))
                .isPresent();
    }

    private Account anyAccount() {
        return accounts.get(random.nextInt(accounts.size()));
    }

    private String anyTopic() {
        return TOPICS.get(random.nextInt(TOPICS.size()));
    }

    void subscribe() {
        subscribe(anyAccount(), anyTopic());
    }

    private void subscribe(Account account, String topic) {
        act(account, topic, (tx, subscriber) -> node.subscriptions.subscribe(tx, subscriber, topic, 0));
    }

    void unsubscribe() {
        String topic = anyTopic();
        act(anyAccount(), topic, (tx, subscriber) -> node.subscriptions.unsubscribe(tx, subscriber, topic));
    }

    void stop() {
        Account account = anyAccount();
        account.disturbed = index;
        act(account, "", (tx, _) -> node.subscriptions.stop(tx, account.chat()));
    }

    void comeBack() {
        Account account = anyAccount();
        account.blocked = false;
        account.disturbed = index;
        act(account, "", (tx, _) -> {
            node.subscriptions.back(tx, account.chat());
            node.subscriptions.resume(tx, account.chat());
        });
    }

    void block() {
        Account account = anyAccount();
        tell("  %s", account.name());
        account.blocked = true;
        account.disturbed = index;
    }

    void forget() {
        Account account = anyAccount();
        account.disturbed = index;
        account.forgotten = true;
        act(account, "", (tx, _) -> node.erasure.forget(tx, account.chat(), "en"));
    }

    void schedule() {
        String topic = anyTopic();
        var at = new DeliverySchedule.At(LocalTime.of(random.nextInt(24), 30), EnumSet.allOf(DayOfWeek.class));
        DeliverySchedule schedule = random.nextInt(3) == 0 ? new DeliverySchedule.Immediately() : at;
        act(anyAccount(), topic + " " + schedule, (tx, subscriber) -> {
            Optional<Subscription> found = new SubscriptionStore().find(tx, subscriber, topic);
            found.ifPresent(known -> node.subscriptions.change(tx, known.withSchedule(schedule)));
        });
    }

    void quietHours() {
        var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        var hours = new QuietHours(LocalTime.of(random.nextInt(20, 24), 0), LocalTime.of(random.nextInt(1, 9), 30));
        var preferences = new Preferences(
                "en",
                zone,
                Optional.of(hours).filter(_ -> random.nextInt(3) > 0),
                new DeliverySchedule.Immediately(),
                true,
                random.nextBoolean());
        act(
                anyAccount(),
                preferences.toString(),
                (tx, subscriber) -> node.subscriptions.change(tx, subscriber, preferences));
    }

    private void act(Account account, String what, BiConsumer<Transaction, Long> action) {
        if (index >= 0) {
            tell("  %s %s", account.name(), what);
        }
        if (isPaused(account)) {
            account.disturbed = index;
        }
        try {
            node.database.writeWithoutResult(tx -> action.accept(
                    tx,
                    node.subscriptions
                            .subscriber(tx, account.chat(), Preferences.DEFAULT)
                            .number()));
        } finally {
            List<String> topics = disk.look(tx -> tx.strings(
                    "SELECT s.topic FROM subscription s JOIN subscriber u ON u.number = s.subscriber WHERE u.chat_id = ?",
                    account.chat().id()));
            account.observe(index, topics, isPaused(account));
        }
    }
}
