package digestbot.faults;

import digestbot.outside.BotProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/// Many people type one command each on Telegram, while the node that polls is killed again and
/// again.
final class NodeUpdatesRun {

    private static final long FIRST = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MAX_DELAY_MILLIS = 150;

    private final FaultFixture fixture;
    private final RunningNodes nodes;
    private final Size size;
    private final Random random;
    private final Consumer<String> print;
    private int typed;

    /// @param updates the number of people, who type one command each
    record Size(int updates, int kills) {}

    /// The end of a run.
    ///
    /// @param unanswered the people who received nothing
    /// @param doubles the answers that came again
    /// @param handled the number of answers that the bot made
    /// @param conflicts how often a poll met another one
    /// @param mostLately the most messages that arrived within 20 ms
    record Outcome(List<Long> unanswered, int doubles, long handled, int conflicts, long mostLately) {}

    NodeUpdatesRun(FaultFixture fixture, Size size, Random random, Consumer<String> print) {
        this.fixture = fixture;
        this.size = size;
        this.random = random;
        this.print = print;
        nodes = new RunningNodes(fixture);
    }

    Outcome run() throws Exception {
        try (nodes) {
            fixture.sandbox.join(FIRST, size.updates());
            nodes.start("node-0");
            nodes.start("node-1");
            nodes.awaitSeats();
            for (int i = 0; i < size.kills(); i++) {
                String name = nodes.sender(SimulatedPlatform.TELEGRAM);
                BotProcess node = nodes.process(name);
                typeUntil(size.updates() * (2 * i + 1) / (2 * size.kills()));
                LockSupport.parkNanos(
                        Duration.ofMillis(random.nextInt(MAX_DELAY_MILLIS)).toNanos());
                node.kill();
                typeUntil(size.updates() * (2 * i + 2) / (2 * size.kills()));
                awaitAnswers();
                nodes.start(name);
            }
            nodes.end();
            return outcome();
        }
    }

    private void typeUntil(int count) {
        for (; typed < count; typed++) {
            long person = FIRST + typed;
            fixture.sandbox.write(
                    SimulatedPlatform.TELEGRAM,
                    person,
                    new SandboxPlace(person, SandboxPlace.Kind.PRIVATE, ""),
                    "/topics");
        }
    }

    private void awaitAnswers() {
        Awaitility.await(typed + " answers")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> fixture.states("reply").getOrDefault("sent", 0L) >= typed);
    }

    private Outcome outcome() throws IOException {
        Map<Long, List<String>> received = fixture.sandbox.received(SimulatedPlatform.TELEGRAM);
        List<Long> unanswered = LongStream.range(FIRST, FIRST + size.updates())
                .filter(person -> !received.containsKey(person))
                .boxed()
                .toList();
        int doubles = received.values().stream()
                .mapToInt(messages -> messages.size() - 1)
                .sum();
        long handled = fixture.states("reply").values().stream()
                .mapToLong(Long::longValue)
                .sum();
        var outcome = new Outcome(
                unanswered,
                doubles,
                handled,
                nodes.conflicts(),
                fixture.sandbox.counts(SimulatedPlatform.TELEGRAM).mostLately());
        print.accept("%d updates, %d kills: %d handled, %d without an answer, %d answers came again"
                .formatted(size.updates(), size.kills(), handled, unanswered.size(), doubles));
        return outcome;
    }
}
