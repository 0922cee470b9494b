package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.text.MethodAnswer;
import digestbot.sandbox.telegram.text.Refusal;
import digestbot.sandbox.telegram.text.TelegramJson;
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

    private final SandboxChats chats;
    private final ChatAccess access;
    private final ApiObjects objects;
    private final MemberObjects members;

    ChatMethods(SandboxChats chats, ChatAccess access, ApiObjects objects, MemberObjects members) {
        this.chats = chats;
        this.access = access;
        this.objects = objects;
        this.members = members;
    }

    MethodAnswer chat(Parameters parameters) {
        synchronized (chats) {
            return new MethodAnswer.Success(objects.fullChat(access.toRead(parameters)));
        }
    }

    MethodAnswer member(Parameters parameters) {
        long user = parameters.number("user_id").orElseThrow(() -> Refusal.badRequest("invalid user_id specified"));
        synchronized (chats) {
            SandboxChat chat = access.toRead(parameters);
            if (user == objects.botId()) {
                return new MethodAnswer.Success(members.bot(chat));
            }
            return new MethodAnswer.Success(members.person(chat, chats.person(user))
                    .orElseThrow(() -> Refusal.badRequest("PARTICIPANT_ID_INVALID")));
        }
    }

    MethodAnswer administrators(Parameters parameters) {
        synchronized (chats) {
            SandboxChat chat = access.toRead(parameters);
            if (chat.place.kind() == SandboxPlace.Kind.PRIVATE) {
                throw Refusal.badRequest("there are no administrators in the private chat");
            }
            ArrayNode list = TelegramJson.array().addAll(members.administrators(chat));
            return new MethodAnswer.Success(
                    chat.place.kind() == SandboxPlace.Kind.CHANNEL ? list.add(members.bot(chat)) : list);
        }
    }

    MethodAnswer action(Parameters parameters) {
        if (!ACTIONS.contains(parameters.text("action"))) {
            throw Refusal.badRequest("wrong parameter action in request");
        }
        synchronized (chats) {
            access.toWrite(parameters);
            return MethodAnswer.yes();
        }
    }

    MethodAnswer leave(Parameters parameters) {
        synchronized (chats) {
            SandboxChat chat = access.toRead(parameters);
            if (chat.place.kind() == SandboxPlace.Kind.PRIVATE) {
                throw Refusal.badRequest("chat member status can't be changed in private chats");
            }
            chat.fault(new SandboxFault.Removed());
            return MethodAnswer.yes();
        }
    }
}
