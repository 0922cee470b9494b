package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import digestbot.sandbox.Fault;
import digestbot.sandbox.Place;
import java.util.Set;

/// `getChat`, `getChatMember`, `getChatAdministrators`, `sendChatAction` and `leaveChat`.
final class ChatMethods {
    private static final Set<String> ACTIONS = Set.of(
            "cancel",
            "typing",
            "upload_photo",
            "record_video",
            "upload_video",
            "record_voice",
            "upload_voice",
            "upload_document",
            "choose_sticker",
            "find_location",
            "record_video_note",
            "upload_video_note");

    private final Chats chats;
    private final ChatAccess access;
    private final ApiObjects objects;
    private final MemberObjects members;

    ChatMethods(Chats chats, ChatAccess access, ApiObjects objects, MemberObjects members) {
        this.chats = chats;
        this.access = access;
        this.objects = objects;
        this.members = members;
    }

    Answer chat(Parameters parameters) {
        synchronized (chats) {
            return new Answer.Success(objects.fullChat(access.toRead(parameters)));
        }
    }

    Answer member(Parameters parameters) {
        long user = parameters.number("user_id").orElseThrow(() -> Refusal.badRequest("invalid user_id specified"));
        synchronized (chats) {
            Chat chat = access.toRead(parameters);
            if (user == objects.botId()) {
                return new Answer.Success(members.bot(chat));
            }
            return new Answer.Success(members.person(chat, chats.person(user))
                    .orElseThrow(() -> Refusal.badRequest("PARTICIPANT_ID_INVALID")));
        }
    }

    Answer administrators(Parameters parameters) {
        synchronized (chats) {
            Chat chat = access.toRead(parameters);
            if (chat.place.kind() == Place.Kind.PRIVATE) {
                throw Refusal.badRequest("there are no administrators in the private chat");
            }
            ArrayNode list = Json.array().addAll(members.administrators(chat));
            return new Answer.Success(chat.place.kind() == Place.Kind.CHANNEL ? list.add(members.bot(chat)) : list);
        }
    }

    Answer action(Parameters parameters) {
        if (!ACTIONS.contains(parameters.text("action"))) {
            throw Refusal.badRequest("wrong parameter action in request");
        }
        synchronized (chats) {
            access.toWrite(parameters);
            return Answer.yes();
        }
    }

    Answer leave(Parameters parameters) {
        synchronized (chats) {
            Chat chat = access.toRead(parameters);
            if (chat.place.kind() == Place.Kind.PRIVATE) {
                throw Refusal.badRequest("chat member status can't be changed in private chats");
            }
            chat.fault(new Fault.Removed());
            return Answer.yes();
        }
    }
}
