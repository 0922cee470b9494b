package digestbot.faults;

import digestbot.outside.BotProcess;
import digestbot.outside.SandboxProcess.Counts;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/// A fan-out of two digests, one of several parts, to the chats of one platform, during which the
/// bot is killed and started again many times; meanwhile a person types commands on Telegram.
final class KillRun {

    private static final long FIRST = 10_000;
    private static final long TYPIST = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<MarkedDigests> DIGESTS =
            List.of(new MarkedDigests("trade", "a", 30), new MarkedDigests("tech", "b", 2));

    private final FaultFixture fixture;
    private final SimulatedPlatform at;
    private final Size size;
    private final Random random;
    private final Consumer<String> print;
    private final List<UnsettledWindow> windows = new ArrayList<>();
    private int afterTerm;
    private int typed;

    /// @param terms the number of times that the bot receives TERM, besides the kills
    record Size(int chats, int kills, int terms) {}

    /// The end of a run.
    ///
    /// @param windows one of each kill
    /// @param counts of what arrived at the platform
    /// @param shown how many messages the platform shows in all chats
    /// @param afterTerm what was sent and not settled after the bot had ended by itself
    /// @param replies to the commands that were typed
    record Outcome(
            DeliveryLedger ledger,
            List<UnsettledWindow> windows,
            Counts counts,
            long shown,
            int afterTerm,
            Replies replies) {}

    /// @param typed the number of commands that were typed
    /// @param expected the number of replies that the bot made
    record Replies(int typed, long expected, int received) {}

    KillRun(FaultFixture fixture, SimulatedPlatform at, Size size, Random random, Consumer<String> print) {
        this.fixture = fixture;
        this.at = at;
        this.size = size;
        this.random = random;
        this.print = print;
    }

    Outcome run() throws Exception {
        List<String> parts = fixture.parts(DIGESTS).get(at);
        print.accept("a chat expects %d parts".formatted(parts.size()));
        List<Long> chats = settle();
        long shownBefore = fixture.sandbox.delivered(at);
        ProcessRun life = life();
        BotProcess bot = fixture.start(BotProcess.QUICK);
        fixture.awaitReady(bot);
        for (MarkedDigests digest : DIGESTS) {
            fixture.drop(digest);
            fixture.awaitPlanned(size.chats() * (DIGESTS.indexOf(digest) + 1L));
        }
        var moments = new KillMoments(fixture, at, random, (long) parts.size() * chats.size());
        int ends = size.kills() + size.terms();
        for (int i = 0; i < ends; i++) {
            boolean gently = random.nextInt(ends - i) < size.terms() - (i - windows.size());
            moments.await(ends - i);
            type();
            end(bot, life, gently);
            type();
            life = life();
            bot = fixture.start(BotProcess.QUICK);
        }
        fixture.awaitReady(bot);
        type();
        fixture.awaitDelivered(PATIENCE);
        awaitReplies();
        end(bot, life, true);
        return outcome(chats, parts, fixture.sandbox.delivered(at) - shownBefore);
    }

    /// Makes the chats, and their subscriptions.
    private List<Long> settle() {
        fixture.sandbox.join(TYPIST, 1);
        SeededSubscribers subscribers = SeededSubscribers.of(fixture.botHome.database())
                .topics(DIGESTS.stream().map(MarkedDigests::topic).toList());
        return switch (at) {
            case TELEGRAM -> {
                fixture.sandbox.join(FIRST, size.chats());
                subscribers.telegram(FIRST, size.chats());
                yield LongStream.range(FIRST, FIRST + size.chats()).boxed().toList();
            }
            case DISCORD -> {
                List<Long> channels = IntStream.range(0, size.chats())
                        .mapToObj(i -> fixture.sandbox.channel("news-" + i).id())
                        .toList();
                subscribers.destinations(channels.stream()
                        .map(channel -> SeededSubscribers.Destination.of(at, "group", channel))
                        .toList());
                yield channels;
            }
        };
    }

    private void type() {
        if (at == SimulatedPlatform.TELEGRAM && random.nextBoolean()) {
            fixture.sandbox.write(
                    SimulatedPlatform.TELEGRAM,
                    TYPIST,
                    new SandboxPlace(TYPIST, SandboxPlace.Kind.PRIVATE, ""),
                    "/help");
            typed++;
        }
    }

    private ProcessRun life() {
        return ProcessRun.begin(() -> fixture.sandbox.received(at), fixture::settled);
    }

    private void end(BotProcess bot, ProcessRun life, boolean gently) throws InterruptedException {
        if (!gently) {
            bot.kill();
            int unsettled = life.unsettled();
            windows.add(new UnsettledWindow(
                    unsettled, Math.toIntExact(fixture.sandbox.counts(at).lately())));
            print.accept(
                    "kill %d: %s".formatted(windows.size(), windows.getLast().line()));
            return;
        }
        if (!bot.end(BotProcess.SOON)) {
            throw new AssertionError("TERM did not end the bot in time:\n" + bot.log());
        }
        int unsettled = life.unsettled();
        print.accept("told to end: %d sent and not settled".formatted(unsettled));
        afterTerm += unsettled;
    }

    private void awaitReplies() {
        Awaitility.await("replies").atMost(Duration.ofSeconds(60)).until(() -> {
            Map<String, Long> replies = fixture.states("reply");
            return replies.getOrDefault("sent", 0L) == typed && replies.size() <= 1;
        });
    }

    private Outcome outcome(List<Long> chats, List<String> parts, long shown) throws IOException {
        Map<Long, List<String>> received = new HashMap<>(fixture.sandbox.received(at));
        List<String> answers = received.getOrDefault(TYPIST, List.of());
        received.remove(TYPIST);
        Map<Long, List<String>> expected = chats.stream().collect(Collectors.toMap(chat -> chat, _ -> parts));
        long repliesOwed = fixture.states("reply").values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new Outcome(
                DeliveryLedger.of(expected, received),
                windows,
                fixture.sandbox.counts(at),
                shown,
                afterTerm,
                new Replies(typed, repliesOwed, answers.size()));
    }
}
