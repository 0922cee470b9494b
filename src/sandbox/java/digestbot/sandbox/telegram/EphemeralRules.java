package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/// The rules for messages to one member of a group alone ("Ephemeral messages and commands" in the
/// documentation): an administrator may send them at any time; any other bot only in answer to a
/// press or an ephemeral command of the member, within fifteen seconds, and to a press before
/// `answerCallbackQuery`. Called under the lock of [TelegramWorld].
final class EphemeralRules {

    private final PendingCallbacks callbacks;
    private final InstantSource clock;
    private BotApiVersion version = BotApiVersion.V10_3;
    private volatile Duration answerTime = Duration.ofSeconds(15);

    EphemeralRules(PendingCallbacks callbacks, InstantSource clock) {
        this.callbacks = callbacks;
        this.clock = clock;
    }

    /// Sets the time within which a bot that is no administrator may answer.
    void answerTime(Duration time) {
        answerTime = time;
    }

    synchronized void version(BotApiVersion next) {
        version = next;
    }

    synchronized BotApiVersion version() {
        return version;
    }

    /// @throws Refusal if the server has no methods for such messages
    void requireMethods() {
        if (!version().hasEphemeralMessages()) {
            throw Refusal.unknownMethod();
        }
    }

    /// Whom a message is for, as the request says.
    ///
    /// @param query the press that it answers; empty for none
    private record Wish(long receiver, String query, boolean replace) {}

    /// The member that a message is for.
    ///
    /// @param inPlaceOf the message in whose place it is shown
    record Target(SandboxPerson member, OptionalLong inPlaceOf) {}

    /// The member that the message is for; empty if it is for the whole chat.
    ///
    /// @throws Refusal if the bot may not send it
    Optional<Target> target(SandboxChat chat, Parameters parameters) {
        return wish(parameters).map(wish -> allowed(chat, wish, answeredCommand(parameters)));
    }

    private Optional<Wish> wish(Parameters parameters) {
        BotApiVersion now = version();
        Optional<JsonNode> object = now.takesObject()
                ? parameters.json("ephemeral_message_parameters", "EphemeralMessageParameters")
                : Optional.empty();
        if (object.isPresent()) {
            JsonNode given = object.orElseThrow();
            return Optional.of(new Wish(
                    given.path("receiver_user_id").asLong(),
                    given.path("callback_query_id").asText(""),
                    given.path("replace_callback_query_message").asBoolean()));
        }
        OptionalLong receiver =
                now.takesPlainParameters() ? parameters.number("receiver_user_id") : OptionalLong.empty();
        return receiver.isPresent()
                ? Optional.of(new Wish(receiver.getAsLong(), parameters.text("callback_query_id"), false))
                : Optional.empty();
    }

    private static OptionalLong answeredCommand(Parameters parameters) {
        long id = parameters
                .json("reply_parameters", "reply parameters")
                .map(reply -> reply.path("ephemeral_message_id").asLong())
                .orElse(0L);
        return id == 0 ? OptionalLong.empty() : OptionalLong.of(id);
    }

    private Target allowed(SandboxChat chat, Wish wish, OptionalLong command) {
        SandboxPerson member = chat.members.get(wish.receiver());
        if (chat.place.kind() != SandboxPlace.Kind.GROUP) {
            throw Refusal.badRequest("BOT_NOT_ADMIN");
        }
        if (member == null) {
            throw Refusal.badRequest("USER_NOT_PARTICIPANT");
        }
        if (!wish.query().isEmpty()) {
            return new Target(member, answered(chat, wish));
        }
        boolean answersCommand = command.isPresent()
                && chat.ephemeral
                        .find(member.id(), command.getAsLong())
                        .filter(message -> message.message().author() instanceof ChatMessage.Author.Member)
                        .filter(message ->
                                inTime(Instant.ofEpochSecond(message.message().sent())))
                        .isPresent();
        if (!answersCommand && !chat.botAdministers) {
            throw Refusal.badRequest("BOT_NOT_ADMIN");
        }
        return new Target(member, OptionalLong.empty());
    }

    /// The message that the answer to a press replaces.
    private OptionalLong answered(SandboxChat chat, Wish wish) {
        PendingCallbacks.Press press = callbacks.findOpen(wish.query());
        if (press.chat() != chat || press.person().id() != wish.receiver() || !inTime(press.at())) {
            throw PendingCallbacks.expired();
        }
        if (wish.replace() && press.isOnEphemeral()) {
            throw Refusal.badRequest("MESSAGE_ID_INVALID");
        }
        return wish.replace() ? OptionalLong.of(press.message()) : OptionalLong.empty();
    }

    private boolean inTime(Instant asked) {
        return !clock.instant().isAfter(asked.plus(answerTime));
    }
}
