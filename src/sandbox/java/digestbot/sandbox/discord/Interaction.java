package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxPerson;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// An action of a person to which the bot is to respond, and the progress of the response. Its own
/// lock guards it.
final class Interaction {

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

    final long id;
    final String token;
    final Instant at;
    final Kind kind;
    final SandboxPerson person;
    final Channel channel;
    final Optional<ChannelMessage> source;
    final ObjectNode data;
    final CompletableFuture<List<JsonNode>> choices = new CompletableFuture<>();
    private final Set<Long> owned = new HashSet<>();
    private boolean acknowledged;
    private boolean missed;
    private OptionalLong original = OptionalLong.empty();

    Interaction(
            long id,
            String token,
            Instant at,
            Kind kind,
            SandboxPerson person,
            Channel channel,
            Optional<ChannelMessage> source,
            ObjectNode data) {
        this.id = id;
        this.token = token;
        this.at = at;
        this.kind = kind;
        this.person = person;
        this.channel = channel;
        this.source = source;
        this.data = data;
    }

    synchronized boolean acknowledged() {
        return acknowledged;
    }

    synchronized void acknowledge() {
        acknowledged = true;
    }

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
