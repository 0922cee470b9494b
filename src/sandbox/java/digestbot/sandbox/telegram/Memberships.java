package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.text.TelegramJson;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Members who join, leave and are promoted, and the updates that the bot receives about it.
final class Memberships {
    private final SandboxChats chats;
    private final UpdateQueue updates;
    private final ApiObjects objects;
    private final MemberObjects members;
    private final InstantSource clock;

    Memberships(
            SandboxChats chats, UpdateQueue updates, ApiObjects objects, MemberObjects members, InstantSource clock) {
        this.chats = chats;
        this.updates = updates;
        this.objects = objects;
        this.members = members;
        this.clock = clock;
    }

    /// Changes the bot's membership according to the fault, and sends `my_chat_member`.
    void change(SandboxPerson by, SandboxPlace place, SandboxFault fault) {
        change(by, place, chat -> chat.fault(fault));
    }

    /// Allows or forbids the bot to write in the chat, and sends `my_chat_member`.
    void mute(SandboxPerson by, SandboxPlace place, boolean mute) {
        change(by, place, chat -> chat.mute(mute));
    }

    /// Makes the bot an administrator of the group or an ordinary member, and sends `my_chat_member`.
    void administer(SandboxPerson by, SandboxPlace place, boolean administers) {
        change(by, place, chat -> chat.botAdministers(administers));
    }

    private void change(SandboxPerson by, SandboxPlace place, Consumer<SandboxChat> step) {
        synchronized (chats) {
            SandboxChat chat = chats.join(by, place);
            ObjectNode before = members.bot(chat);
            step.accept(chat);
            ObjectNode update = TelegramJson.object();
            update.set("chat", objects.chat(chat));
            update.set("from", objects.user(by));
            update.put("date", now());
            update.set("old_chat_member", before);
            update.set("new_chat_member", members.bot(chat));
            updates.add("my_chat_member", update);
        }
    }

    void promote(SandboxPlace place, SandboxPerson person, AdminRights rights) {
        synchronized (chats) {
            chats.join(person, place).administrators.put(person.id(), rights);
        }
    }

    void demote(SandboxPlace place, SandboxPerson person) {
        synchronized (chats) {
            chats.join(person, place).administrators.remove(person.id());
        }
    }

    /// Upgrades the group to a supergroup; a service message in each of the two contains the
    /// other's id.
    SandboxPlace migrate(SandboxPlace group, long to) {
        synchronized (chats) {
            SandboxChat successor = chats.fault(group, new SandboxFault.Migrated(to));
            SandboxChat old = chats.at(group);
            updates.add("message", service(old).put("migrate_to_chat_id", to));
            updates.add("message", service(successor).put("migrate_from_chat_id", group.id()));
            return successor.place;
        }
    }

    private ObjectNode service(SandboxChat chat) {
        ObjectNode json = TelegramJson.object()
                .put("message_id", chat.transcript.nextId())
                .put("date", now());
        json.set("chat", objects.chat(chat));
        json.set("sender_chat", objects.chat(chat));
        return json;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
