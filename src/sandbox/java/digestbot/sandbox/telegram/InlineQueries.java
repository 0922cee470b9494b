package digestbot.sandbox.telegram;

import digestbot.sandbox.InlineOffer;
import digestbot.sandbox.SandboxPerson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// The inline queries that people typed, and the messages that the bot offered for them.
final class InlineQueries {
    private static final int MAX_KEPT = 1_000;
    private static final long FIRST_ID = 5_300_000_000_000_000_001L;

    private final InstantSource clock;
    private final LinkedHashMap<String, Query> kept = new LinkedHashMap<>();
    private long nextId = FIRST_ID;
    private volatile Duration answerTime = Duration.ofSeconds(10);

    InlineQueries(InstantSource clock) {
        this.clock = clock;
    }

    void answerTime(Duration time) {
        answerTime = time;
    }

    /// The time after which an answer comes too late.
    Duration answerTime() {
        return answerTime;
    }

    /// A query.
    ///
    /// @param answer what the client offers once the bot has answered
    /// @param messages the contents of the choices by their ids
    record Query(
            String id,
            SandboxPerson person,
            Instant at,
            CompletableFuture<InlineOffer> answer,
            Map<String, ChatMessage.Content> messages) {}

    synchronized Query open(SandboxPerson person) {
        if (kept.size() >= MAX_KEPT) {
            kept.pollFirstEntry();
        }
        var query = new Query(
                Long.toString(nextId++), person, clock.instant(), new CompletableFuture<>(), new LinkedHashMap<>());
        kept.put(query.id(), query);
        return query;
    }

    /// Stores the answer to a query.
    ///
    /// @throws digestbot.sandbox.telegram.text.Refusal if there is no such query or it has expired
    synchronized void answer(InlineOffer offer, Map<String, ChatMessage.Content> messages) {
        Query query = kept.get(offer.query());
        if (query == null || query.at().plus(answerTime).isBefore(clock.instant())) {
            throw PendingCallbacks.expired();
        }
        query.messages().putAll(messages);
        query.answer().complete(offer);
    }

    /// The content of a choice that was offered to the person.
    ///
    /// @throws IllegalArgumentException if it was not offered; the message is a sentence
    synchronized ChatMessage.Content chosen(SandboxPerson person, String query, String choice) {
        return List.of(query).stream()
                .map(kept::get)
                .filter(found -> found != null && found.person().equals(person))
                .map(found -> found.messages().get(choice))
                .filter(content -> content != null)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("That message is not offered any more."));
    }
}
