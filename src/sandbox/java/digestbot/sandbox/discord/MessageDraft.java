package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.discord.rules.MessageRules;
import digestbot.sandbox.discord.rules.Upload;
import java.util.List;
import java.util.Optional;

/// A message that the bot is about to send.
///
/// @param body the request's message object
/// @param files the attached files
/// @param cause the interaction to which it responds
/// @param flags flags that the sandbox sets itself: ephemeral, or still thinking
record MessageDraft(Channel channel, JsonNode body, List<Upload> files, Optional<Interaction> cause, int flags) {

    static MessageDraft of(Channel channel, JsonNode body, List<Upload> files) {
        return new MessageDraft(channel, body, files, Optional.empty(), 0);
    }

    /// A response to an interaction, whose body may ask for an ephemeral message.
    static MessageDraft answer(Interaction cause, JsonNode body, List<Upload> files) {
        int ephemeral = body.path("flags").asInt() & MessageRules.EPHEMERAL;
        return new MessageDraft(cause.channel(), body, files, Optional.of(cause), ephemeral);
    }

    MessageDraft loading() {
        return new MessageDraft(channel, body, files, cause, flags | MessageRules.LOADING);
    }

    Optional<SandboxPerson> onlyFor() {
        return (flags & MessageRules.EPHEMERAL) == 0 ? Optional.empty() : cause.map(Interaction::person);
    }
}
