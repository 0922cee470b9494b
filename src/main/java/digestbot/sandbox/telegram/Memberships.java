package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.Fault;
import digestbot.sandbox.Place;
import digestbot.sandbox.Someone;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Who comes, goes and is promoted, and how the bot is told of what concerns it.
final class Memberships {
    private final Chats chats;
    private final UpdateQueue updates;
    private final ApiObjects objects;
    private final MemberObjects members;
    private final InstantSource clock;

    Memberships(Chats chats, UpdateQueue updates, ApiObjects objects, MemberObjects members, InstantSource clock) {
        this.chats = chats;
        this.updates = updates;
        this.objects = objects;
        this.members = members;
        this.clock = clock;
    }

    /// The bot's membership changes to what the fault makes of it: `my_chat_member`.
    void change(Someone by, Place place, Fault fault) {
        change(by, place, chat -> chat.fault(fault));
    }

    /// The bot may write in the chat, or no more: `my_chat_member`.
    void mute(Someone by, Place place, boolean mute) {
        change(by, place, chat -> chat.mute(mute));
    }

    private void change(Someone by, Place place, Consumer<Chat> step) {
        synchronized (chats) {
            Chat chat = chats.join(by, place);
            ObjectNode before = members.bot(chat);
            step.accept(chat);
            ObjectNode update = Json.object();
            update.set("chat", objects.chat(chat));
            update.set("from", objects.user(by));
            update.put("date", now());
            update.set("old_chat_member", before);
            update.set("new_chat_member", members.bot(chat));
            updates.add("my_chat_member", update);
        }
    }

    void promote(Place place, Someone person, Rights rights) {
        synchronized (chats) {
            chats.join(person, place).administrators.put(person.id(), rights);
        }
    }

    void demote(Place place, Someone person) {
        synchronized (chats) {
            chats.join(person, place).administrators.remove(person.id());
        }
    }

    /// The group becomes a supergroup: a service message in each of the two tells the other's id.
    Place migrate(Place group, long to) {
        synchronized (chats) {
            Chat successor = chats.fault(group, new Fault.Migrated(to));
            Chat old = chats.at(group);
            updates.add("message", service(old).put("migrate_to_chat_id", to));
            updates.add("message", service(successor).put("migrate_from_chat_id", group.id()));
            return successor.place;
        }
    }

    private ObjectNode service(Chat chat) {
        ObjectNode json =
                Json.object().put("message_id", chat.transcript.nextId()).put("date", now());
        json.set("chat", objects.chat(chat));
        json.set("sender_chat", objects.chat(chat));
        return json;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
