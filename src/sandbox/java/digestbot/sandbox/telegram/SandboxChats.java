package digestbot.sandbox.telegram;

import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// All chats and persons of the server. Code that reads or changes a chat holds this object's lock,
/// so that listeners and the bot are notified in the order of events.
final class SandboxChats {
    /// The number of messages kept in full, over all chats.
    private static final int KEPT_WHOLE = 20_000;

    private final Map<Long, SandboxChat> byId = new HashMap<>();
    private final Map<Long, SandboxPerson> people = new HashMap<>();
    private final Deque<Kept> whole = new ArrayDeque<>();

    Optional<SandboxChat> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    SandboxChat at(SandboxPlace place) {
        return byId.computeIfAbsent(place.id(), _ -> new SandboxChat(place));
    }

    Optional<SandboxPerson> person(long id) {
        return Optional.ofNullable(people.get(id));
    }

    /// Adds the person to the chat; this starts a private chat.
    SandboxChat join(SandboxPerson person, SandboxPlace place) {
        if (place.kind() == SandboxPlace.Kind.PRIVATE && place.id() != person.id()) {
            throw new IllegalArgumentException("The private chat %d is not that of %s, which has the number %d."
                    .formatted(place.id(), person.name(), person.id()));
        }
        people.put(person.id(), person);
        SandboxChat chat = at(place);
        chat.members.put(person.id(), person);
        return chat;
    }

    /// Sets the fault of requests from now on. The successor of an upgraded group takes over all
    /// its members.
    SandboxChat fault(SandboxPlace place, SandboxFault fault) {
        SandboxChat chat = at(place);
        chat.fault(fault);
        if (!(fault instanceof SandboxFault.Migrated(long to))) {
            return chat;
        }
        SandboxChat successor = at(new SandboxPlace(to, place.kind(), place.title()));
        successor.members.putAll(chat.members);
        successor.administrators.putAll(chat.administrators);
        return successor;
    }

    /// Keeps a message in full, and shrinks the oldest one of all chats if there are too many.
    void keep(SandboxChat chat, ChatMessage message) {
        chat.transcript.keep(message);
        whole.addLast(new Kept(chat, message.id()));
        if (whole.size() > KEPT_WHOLE) {
            Kept oldest = whole.removeFirst();
            oldest.chat.transcript.shrink(oldest.id);
        }
    }

    private record Kept(SandboxChat chat, long id) {}
}
