package digestbot.sandbox.telegram;

import digestbot.sandbox.Fault;
import digestbot.sandbox.Place;
import digestbot.sandbox.Someone;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// All chats and persons of the server. Whoever reads or changes a chat holds this object's lock, so that what
/// listeners and the bot are told is in the order in which it happened.
final class Chats {
    /// Messages kept whole, over all chats.
    private static final int KEPT_WHOLE = 20_000;

    private final Map<Long, Chat> byId = new HashMap<>();
    private final Map<Long, Someone> people = new HashMap<>();
    private final Deque<Kept> whole = new ArrayDeque<>();

    Optional<Chat> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    Chat at(Place place) {
        return byId.computeIfAbsent(place.id(), _ -> new Chat(place));
    }

    Optional<Someone> person(long id) {
        return Optional.ofNullable(people.get(id));
    }

    /// The person is in the chat from now on; a private chat is thereby started.
    Chat join(Someone person, Place place) {
        if (place.kind() == Place.Kind.PRIVATE && place.id() != person.id()) {
            throw new IllegalArgumentException("The private chat %d is not that of %s, which has the number %d."
                    .formatted(place.id(), person.name(), person.id()));
        }
        people.put(person.id(), person);
        Chat chat = at(place);
        chat.members.put(person.id(), person);
        return chat;
    }

    /// Stores what happens to requests from now on. An upgraded group's successor takes over everybody in it.
    Chat fault(Place place, Fault fault) {
        Chat chat = at(place);
        chat.fault(fault);
        if (!(fault instanceof Fault.Migrated(long to))) {
            return chat;
        }
        Chat successor = at(new Place(to, place.kind(), place.title()));
        successor.members.putAll(chat.members);
        successor.administrators.putAll(chat.administrators);
        return successor;
    }

    /// Keeps a message whole, at the price of the oldest one of all chats.
    void keep(Chat chat, Message message) {
        chat.transcript.keep(message);
        whole.addLast(new Kept(chat, message.id()));
        if (whole.size() > KEPT_WHOLE) {
            Kept oldest = whole.removeFirst();
            oldest.chat.transcript.shrink(oldest.id);
        }
    }

    private record Kept(Chat chat, long id) {}
}
