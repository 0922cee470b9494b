package digestbot.sandbox.telegram;

import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.telegram.text.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;

/// The button presses that wait for an answer.
final class PendingCallbacks {
    /// The client stops waiting for an answer after this time.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int MOST_WAITING = 10_000;
    private static final long FIRST_ID = 4_100_000_000_000_000_001L;

    private final InstantSource clock;
    private final LinkedHashMap<String, Press> waiting = new LinkedHashMap<>();
    private long nextId = FIRST_ID;

    PendingCallbacks(InstantSource clock) {
        this.clock = clock;
    }

    /// Answers the id of the callback query.
    synchronized String add(SandboxPerson person, SandboxChat chat) {
        if (waiting.size() >= MOST_WAITING) {
            waiting.pollFirstEntry();
        }
        String id = Long.toString(nextId++);
        waiting.put(id, new Press(person, chat, clock.instant()));
        return id;
    }

    /// @throws Refusal if there is no such query or its time is over
    synchronized Press find(String id) {
        Press press = waiting.get(id);
        if (press == null || press.at.plus(PATIENCE).isBefore(clock.instant())) {
            throw Refusal.badRequest("query is too old and response timeout expired or query ID is invalid");
        }
        return press;
    }

    /// A press: its person, chat and time.
    record Press(SandboxPerson person, SandboxChat chat, Instant at) {}
}
