package digestbot.sandbox.telegram;

import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// All chats and persons of the server. Whoever reads or changes a chat holds this object's lock, so that what
/// listeners and the bot are told is in the order in which it happened.
final class SandboxChats {
    /// Messages kept whole, over all chats.
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

    /// The person is in the chat from now on; a private chat is thereby started.
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

    /// Stores what happens to requests from now on. An upgraded group's successor takes over everybody in it.
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

    /// Keeps a message whole, at the price of the oldest one of all chats.
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
