package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxPerson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// An action of a person to which the bot is to respond.
record Interaction(
        long id,
        String token,
        Instant at,
        Kind kind,
        SandboxPerson person,
        Channel channel,
        Optional<ChannelMessage> source,
        ObjectNode data,
        Response response) {

    /// The numbers are Discord's.
    enum Kind {
        COMMAND(2),
        COMPONENT(3),
        AUTOCOMPLETE(4),
        MODAL(5);

        final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /// The progress of the response. Its own lock guards the first answer.
    static final class Response {
        final CompletableFuture<List<JsonNode>> choices = new CompletableFuture<>();
        final Set<Long> owned = ConcurrentHashMap.newKeySet();
        volatile OptionalLong original = OptionalLong.empty();
        volatile boolean acknowledged;
        private boolean missed;

        /// Throws error 40060 if the bot has answered before, and 10062 if the time has expired.
        synchronized void requireUnanswered() throws ApiError {
            if (acknowledged) {
                throw ApiError.of(400, 40060, "Interaction has already been acknowledged.");
            }
            if (missed) {
                throw ApiError.unknownInteraction();
            }
        }

        /// Returns true if the bot had not acknowledged.
        synchronized boolean miss() {
            missed = !acknowledged;
            return missed;
        }
    }
}
