package digestbot.sandbox.telegram;

import digestbot.sandbox.SandboxPerson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The messages of a group that one member and the bot see alone. They have ids of their own.
/// Guarded by the lock of [TelegramWorld].
final class EphemeralMessages {

    private static final int KEPT = 500;
    private static final int FIRST_ID = 29_000_001;

    private final Map<Long, EphemeralMessage> byId = new LinkedHashMap<>();
    private int nextId = FIRST_ID;

    /// The message's id is the ephemeral message id. The member may see it in place of another
    /// message.
    record EphemeralMessage(ChatMessage message, SandboxPerson member, OptionalLong inPlaceOf) {

        EphemeralMessage with(ChatMessage.Content changed, long now) {
            return new EphemeralMessage(message.with(changed, now), member, inPlaceOf);
        }
    }

    int nextId() {
        return nextId++;
    }

    void keep(EphemeralMessage message) {
        byId.put(message.message().id(), message);
        if (byId.size() > KEPT) {
            byId.remove(byId.keySet().iterator().next());
        }
    }

    /// Empty if the message is another member's or does not exist any more.
    Optional<EphemeralMessage> find(long member, long id) {
        return Optional.ofNullable(byId.get(id))
                .filter(message -> message.member().id() == member);
    }

    void delete(long id) {
        byId.remove(id);
    }

    void expire() {
        byId.clear();
    }

    List<EphemeralMessage> of(SandboxPerson member) {
        return byId.values().stream()
                .filter(message -> message.member().id() == member.id())
                .toList();
    }
}
