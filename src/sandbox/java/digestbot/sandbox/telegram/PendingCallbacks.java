package digestbot.sandbox.telegram;

import digestbot.sandbox.SandboxPerson;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;

final class PendingCallbacks {
    private static final int MAX_WAITING = 10_000;
    /// After this time, the client stops waiting for an answer.
    private static final Duration ANSWER_TIME = Duration.ofMinutes(1);

    private static final long FIRST_ID = 4_100_000_000_000_000_001L;

    private final TelegramWorld world;
    private final LinkedHashMap<String, Press> waiting = new LinkedHashMap<>();
    private final LinkedHashSet<String> answered = new LinkedHashSet<>();
    private long nextId = FIRST_ID;

    PendingCallbacks(TelegramWorld world) {
        this.world = world;
    }

    synchronized String add(SandboxPerson person, SandboxChat chat, long message, boolean onEphemeral) {
        if (waiting.size() >= MAX_WAITING) {
            waiting.pollFirstEntry();
        }
        String id = Long.toString(nextId++);
        waiting.put(id, new Press(person, chat, message, onEphemeral, world.clock.instant()));
        return id;
    }

    /// Fails with a [Refusal] if the query does not exist or has expired.
    synchronized Press find(String id) {
        Press press = waiting.get(id);
        if (press == null || world.isLate(press.at, ANSWER_TIME)) {
            throw expired();
        }
        return press;
    }

    synchronized Press findOpen(String id) {
        if (answered.contains(id)) {
            throw expired();
        }
        return find(id);
    }

    /// No ephemeral message can answer the query any more.
    synchronized void close(String id) {
        answered.add(id);
        if (answered.size() > MAX_WAITING) {
            answered.removeFirst();
        }
    }

    static Refusal expired() {
        return Refusal.badRequest("query is too old and response timeout expired or query ID is invalid");
    }

    record Press(SandboxPerson person, SandboxChat chat, long message, boolean isOnEphemeral, Instant at) {}
}
