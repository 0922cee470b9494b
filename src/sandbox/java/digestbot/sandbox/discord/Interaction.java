package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.discord.rules.ApiError;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// An action of a person to which the bot is to respond, and the progress of the response. Guarded
/// by its own lock.
final class Interaction {

    /// The action of the person; the numbers are Discord's.
    enum Kind {
        COMMAND(2),
        COMPONENT(3),
        AUTOCOMPLETE(4),
        MODAL(5);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /// The facts that are fixed when the interaction begins.
    ///
    /// @param source the message that contains the used component
    record Origin(
            long id, String token, Kind kind, SandboxPerson person, Channel channel, Optional<ChannelMessage> source) {}

    private final Origin origin;
    private final Instant at;
    private final ObjectNode data;
    private final CompletableFuture<List<JsonNode>> choices = new CompletableFuture<>();
    private final Set<Long> owned = new HashSet<>();
    private boolean acknowledged;
    private boolean missed;
    private OptionalLong original = OptionalLong.empty();

    Interaction(Origin origin, Instant at, ObjectNode data) {
        this.origin = origin;
        this.at = at;
        this.data = data;
    }

    long id() {
        return origin.id();
    }

    String token() {
        return origin.token();
    }

    Kind kind() {
        return origin.kind();
    }

    SandboxPerson person() {
        return origin.person();
    }

    Channel channel() {
        return origin.channel();
    }

    Optional<ChannelMessage> source() {
        return origin.source();
    }

    Instant at() {
        return at;
    }

    ObjectNode data() {
        return data;
    }

    CompletableFuture<List<JsonNode>> choices() {
        return choices;
    }

    synchronized boolean acknowledged() {
        return acknowledged;
    }

    synchronized void acknowledge() {
        acknowledged = true;
    }

    /// Checks that a first response is still accepted.
    ///
    /// @throws ApiError 40060 if there already was one, 10062 if the time has expired
    synchronized void requireUnanswered() throws ApiError {
        if (acknowledged) {
            throw ApiError.of(400, 40060, "Interaction has already been acknowledged.");
        }
        if (missed) {
            throw ApiError.unknownInteraction();
        }
    }

    /// Records that the time for the first response has expired.
    ///
    /// @return true if the bot had not acknowledged
    synchronized boolean miss() {
        missed = !acknowledged;
        return missed;
    }

    /// Sets the message that `@original` refers to.
    synchronized void original(long message) {
        original = OptionalLong.of(message);
        owned.add(message);
    }

    synchronized OptionalLong original() {
        return original;
    }

    synchronized void own(long message) {
        owned.add(message);
    }

    synchronized boolean owns(long message) {
        return owned.contains(message);
    }
}
