package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxPerson;
import java.util.List;
import java.util.Optional;

/// The author is empty for the bot.
record ChannelMessage(
        long id,
        Channel channel,
        Optional<SandboxPerson> author,
        Optional<SandboxPerson> onlyFor,
        ObjectNode json,
        String typed,
        List<String> pings) {

    int flags() {
        return json.path("flags").asInt();
    }

    boolean has(int flag) {
        return (flags() & flag) != 0;
    }

    boolean visibleTo(SandboxPerson person) {
        return onlyFor.isEmpty() || onlyFor.get().id() == person.id();
    }

    ChannelMessage with(ObjectNode changed, List<String> pinged) {
        return new ChannelMessage(id, channel, author, onlyFor, changed, typed, pinged);
    }
}
