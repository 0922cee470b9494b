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

/// Something a person did that the bot is to answer, and how far the answer is. Guarded by its own lock.
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
    /// @param source the message whose component was used
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

    /// Checks that a first answer is still welcome.
    ///
    /// @throws ApiError 40060 if there was an answer before, 10062 if the bot's time is over
    synchronized void requireUnanswered() throws ApiError {
        if (acknowledged) {
            throw ApiError.of(400, 40060, "Interaction has already been acknowledged.");
        }
        if (missed) {
            throw ApiError.unknownInteraction();
        }
    }

    /// The bot's time is over.
    ///
    /// @return whether it had not acknowledged
    synchronized boolean miss() {
        missed = !acknowledged;
        return missed;
    }

    /// The message that `@original` stands for from now on.
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
