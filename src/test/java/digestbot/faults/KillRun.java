package digestbot.faults;

import digestbot.outside.BotProcess;
import digestbot.outside.SandboxProcess.At;
import digestbot.sandbox.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/// A fan-out of two digests, one of several parts, during which the bot is killed and started again many times;
/// meanwhile somebody types commands.
final class KillRun {

    private static final long FIRST = 10_000;
    private static final long TYPIST = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LAST_ARRIVALS = Duration.ofMillis(100);

    private final Ground ground;
    private final int chats;
    private final int kills;
    private final int terms;
    private final Random random;
    private final Consumer<String> print;
    private final List<Window> windows = new ArrayList<>();
    private Map<Long, Integer> receivedBefore = Map.of();
    private int typed;

    /// What was sent and not settled when the bot was killed.
    ///
    /// @param unsettled how many messages
    /// @param lately how many arrived in the 20 ms before the last one
    record Window(int unsettled, int lately) {}

    /// How it ended.
    ///
    /// @param windows one of each kill
    /// @param afterTerm what was sent and not settled after the bot had ended by itself
    /// @param typed how many commands were typed
    /// @param repliesOwed how many replies the bot made of them
    record Outcome(
            Ledger ledger, List<Window> windows, int afterTerm, int typed, long repliesOwed, int repliesReceived) {}

    /// @param terms how often the bot is told to end, besides the kills
    KillRun(Ground ground, int chats, int kills, int terms, Random random, Consumer<String> print) {
        this.ground = ground;
        this.chats = chats;
        this.kills = kills;
        this.terms = terms;
        this.random = random;
        this.print = print;
    }

    Outcome run() throws Exception {
        var digests = List.of(
                Map.entry("1-trade.md", Ground.digest("trade", "a", 30)),
                Map.entry("2-tech.md", Ground.digest("tech", "b", 2)));
        List<String> parts = ground.parts(digests);
        print.accept("a chat is owed %d parts".formatted(parts.size()));
        Crowd.of(ground.premises.database()).topics(List.of("trade", "tech")).telegram(FIRST, chats);
        ground.sandbox.join(FIRST, chats);
        ground.sandbox.join(TYPIST, 1);

        long start = ground.sandbox.delivered(At.TELEGRAM);
        BotProcess bot = ground.start();
        ground.awaitReady(bot);
        for (var digest : digests) {
            ground.premises.drop(digest.getKey(), digest.getValue());
            ground.awaitPlanned(chats * (digests.indexOf(digest) + 1L));
        }
        int total = parts.size() * chats;
        int afterTerm = 0;
        for (int i = 0; i < kills + terms; i++) {
            boolean gently = random.nextInt(kills + terms - i) < terms - (i - windows.size());
            awaitMoment(start + total, kills + terms - i);
            type();
            if (gently) {
                afterTerm += endGently(bot);
            } else {
                bot.kill();
                windows.add(window());
                print.accept("kill %d: %s".formatted(windows.size(), windows.getLast()));
            }
            type();
            bot = ground.start();
        }
        ground.awaitReady(bot);
        type();
        ground.awaitDelivered(PATIENCE);
        awaitReplies();
        afterTerm += endGently(bot);
        return outcome(parts, afterTerm);
    }

    /// One of the moments that are left, at random: some soon after the start, most in the middle of sending.
    private void awaitMoment(long end, int left) {
        if (random.nextInt(5) == 0) {
            LockSupport.parkNanos(Duration.ofMillis(random.nextLong(3_000)).toNanos());
        } else {
            long now = ground.sandbox.delivered(At.TELEGRAM);
            long wanted = now + 1 + random.nextLong(Math.max(1, 3 * (end - now) / (2L * (left + 1))));
            long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (ground.sandbox.delivered(At.TELEGRAM) < wanted && System.nanoTime() < patience) {
                LockSupport.parkNanos(2_000_000);
            }
            LockSupport.parkNanos(random.nextLong(15_000_000));
        }
    }

    private void type() {
        if (random.nextBoolean()) {
            ground.sandbox.write(At.TELEGRAM, TYPIST, new Place(TYPIST, Place.Kind.PRIVATE, ""), "/help");
            typed++;
        }
    }

    private int endGently(BotProcess bot) throws InterruptedException {
        if (!bot.end(Duration.ofSeconds(5))) {
            throw new AssertionError("TERM did not end the bot within five seconds:\n" + bot.log());
        }
        Map<Long, Integer> before = receivedBefore;
        Map<Long, Integer> unsettledOf = unsettled();
        // What an earlier kill left is not this end's.
        int unsettled = unsettledOf.entrySet().stream()
                .mapToInt(chat -> Math.min(
                        chat.getValue(),
                        receivedBefore.getOrDefault(chat.getKey(), 0) - before.getOrDefault(chat.getKey(), 0)))
                .sum();
        print.accept("told to end: %d sent and not settled".formatted(unsettled));
        return unsettled;
    }

    private Window window() {
        int unsettled =
                unsettled().values().stream().mapToInt(Integer::intValue).sum();
        return new Window(
                unsettled, Math.toIntExact(ground.sandbox.counts(At.TELEGRAM).lately()));
    }

    /// How many messages of each chat arrived and are not settled.
    private Map<Long, Integer> unsettled() {
        LockSupport.parkNanos(LAST_ARRIVALS.toNanos());
        Map<Long, Long> settled = ground.settled();
        Map<Long, Integer> received = new HashMap<>();
        Map<Long, Integer> unsettled = new HashMap<>();
        ground.sandbox.received(At.TELEGRAM).forEach((chat, messages) -> {
            if (chat >= FIRST) {
                int distinct = Math.toIntExact(messages.stream().distinct().count());
                received.put(chat, distinct);
                unsettled.put(chat, distinct - Math.toIntExact(settled.getOrDefault(chat, 0L)));
            }
        });
        receivedBefore = received;
        return unsettled;
    }

    private void awaitReplies() {
        Awaitility.await("replies").atMost(Duration.ofSeconds(60)).until(() -> {
            Map<String, Long> replies = ground.states("reply");
            return replies.getOrDefault("sent", 0L) == typed && replies.size() <= 1;
        });
    }

    private Outcome outcome(List<String> parts, int afterTerm) throws IOException {
        Map<Long, List<String>> received = new HashMap<>(ground.sandbox.received(At.TELEGRAM));
        List<String> replies = received.getOrDefault(TYPIST, List.of());
        received.remove(TYPIST);
        Map<Long, List<String>> owed =
                LongStream.range(FIRST, FIRST + chats).boxed().collect(Collectors.toMap(chat -> chat, _ -> parts));
        long repliesOwed = ground.states("reply").values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new Outcome(Ledger.of(owed, received), windows, afterTerm, typed, repliesOwed, replies.size());
    }
}
