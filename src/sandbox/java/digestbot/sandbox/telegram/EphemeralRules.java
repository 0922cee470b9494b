package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// The rules for messages to one member of a group alone: an administrator may send them at any
/// time; any other bot only in answer to a press or an ephemeral command of the member, within
/// fifteen seconds, and to a press before `answerCallbackQuery`. Called under the lock of
/// [TelegramWorld]. See "Ephemeral messages and commands" in the documentation.
final class EphemeralRules {

    /// A bot that is no administrator must answer within this time.
    private static final Duration ANSWER_TIME = Duration.ofSeconds(15);

    private final PendingCallbacks callbacks;
    private final TelegramWorld world;
    volatile TelegramSandbox.BotApiVersion version = TelegramSandbox.BotApiVersion.V10_3;

    EphemeralRules(PendingCallbacks callbacks, TelegramWorld world) {
        this.callbacks = callbacks;
        this.world = world;
    }

    /// Fails with a [Refusal] if the server has no methods for such messages.
    void requireMethods() {
        if (!version.hasEphemeralMessages()) {
            throw Refusal.unknownMethod();
        }
    }

    record Target(SandboxPerson member, OptionalLong inPlaceOf) {}

    /// Fails with a [Refusal] if the bot may not send the message.
    Optional<Target> target(SandboxChat chat, Parameters parameters) {
        return wish(parameters).map(wish -> allowed(chat, wish, answeredCommand(parameters)));
    }

    /// The receiver is in the object `EphemeralMessageParameters`, or in the older parameters.
    private Optional<JsonNode> wish(Parameters parameters) {
        Optional<JsonNode> object = version.object
                ? parameters.json("ephemeral_message_parameters", "EphemeralMessageParameters")
                : Optional.empty();
        return object.or(() -> Optional.<JsonNode>of(parameters.values())
                .filter(values -> version.plain && values.has("receiver_user_id")));
    }

    private static long answeredCommand(Parameters parameters) {
        return parameters
                .json("reply_parameters", "reply parameters")
                .map(reply -> reply.path("ephemeral_message_id").asLong())
                .orElse(0L);
    }

    private Target allowed(SandboxChat chat, JsonNode wish, long command) {
        SandboxPerson member = chat.members.get(wish.path("receiver_user_id").asLong());
        if (chat.place.kind() != SandboxPlace.Kind.GROUP) {
            throw Refusal.badRequest("BOT_NOT_ADMIN");
        }
        if (member == null) {
            throw Refusal.badRequest("USER_NOT_PARTICIPANT");
        }
        if (!wish.path("callback_query_id").asText("").isEmpty()) {
            return new Target(member, answered(chat, member, wish));
        }
        boolean answersCommand = chat.ephemeral
                .find(member.id(), command)
                .map(SandboxChat.EphemeralMessages.EphemeralMessage::message)
                .filter(asked -> asked.author() instanceof ChatMessage.Author.Member)
                .filter(asked -> inTime(Instant.ofEpochSecond(asked.sent())))
                .isPresent();
        if (!answersCommand && !chat.botAdministers) {
            throw Refusal.badRequest("BOT_NOT_ADMIN");
        }
        return new Target(member, OptionalLong.empty());
    }

    private OptionalLong answered(SandboxChat chat, SandboxPerson member, JsonNode wish) {
        PendingCallbacks.Press press =
                callbacks.findOpen(wish.path("callback_query_id").asText());
        if (press.chat() != chat || press.person().id() != member.id() || !inTime(press.at())) {
            throw PendingCallbacks.expired();
        }
        boolean replaces = wish.path("replace_callback_query_message").asBoolean();
        if (replaces && press.isOnEphemeral()) {
            throw Refusal.badRequest("MESSAGE_ID_INVALID");
        }
        return replaces ? OptionalLong.of(press.message()) : OptionalLong.empty();
    }

    private boolean inTime(Instant asked) {
        return !world.isLate(asked, ANSWER_TIME);
    }
}
