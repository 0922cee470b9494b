package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPlace;

/// The members of a chat as the Bot API's `ChatMember` objects.
final class MemberObjects {

    private static final String ADMINISTRATOR = """
            {"status": "administrator", "can_be_edited": false, "can_manage_chat": true, "can_delete_messages": true,
             "can_manage_video_chats": true, "can_restrict_members": true, "can_promote_members": true,
             "can_change_info": true, "can_invite_users": true, "can_post_stories": true, "can_edit_stories": true,
             "can_delete_stories": true, "can_pin_messages": true}""";

    private static final String RESTRICTED = """
            {"status": "restricted", "is_member": true, "until_date": 0, "can_send_messages": false,
             "can_send_audios": false, "can_send_documents": false, "can_send_photos": false, "can_send_videos": false,
             "can_send_video_notes": false, "can_send_voice_notes": false, "can_send_polls": false,
             "can_send_other_messages": false, "can_add_web_page_previews": false, "can_react_to_messages": false,
             "can_edit_tag": false, "can_change_info": false, "can_invite_users": false, "can_pin_messages": false,
             "can_manage_topics": false}""";

    private MemberObjects() {}

    /// The bot's own membership, according to the chat's state.
    static ObjectNode bot(SandboxChat chat, ObjectNode bot) {
        if (chat.has(SandboxFault.Removed.class) || chat.has(SandboxFault.Blocked.class)) {
            return member("{\"status\": \"kicked\", \"until_date\": 0}", bot);
        }
        if (chat.place.kind() == SandboxPlace.Kind.CHANNEL) {
            return administrator(chat, bot, new AdminRights(!chat.mute, false));
        }
        if (chat.botAdministers) {
            return administrator(chat, bot, AdminRights.ALL);
        }
        return member(chat.mute ? RESTRICTED : "{\"status\": \"member\"}", bot);
    }

    /// A person's membership.
    static ObjectNode person(SandboxChat chat, ObjectNode user) {
        long id = user.path("id").asLong();
        AdminRights rights = chat.administrators.get(id);
        if (rights != null) {
            return administrator(chat, user, rights);
        }
        return member(chat.members.containsKey(id) ? "{\"status\": \"member\"}" : "{\"status\": \"left\"}", user);
    }

    private static ObjectNode administrator(SandboxChat chat, ObjectNode user, AdminRights rights) {
        ObjectNode json = member(ADMINISTRATOR, user).put("is_anonymous", rights.anonymous());
        return chat.place.kind() == SandboxPlace.Kind.CHANNEL
                ? json.put("can_post_messages", rights.posts()).put("can_edit_messages", rights.posts())
                : json;
    }

    private static ObjectNode member(String json, ObjectNode user) {
        return SandboxJson.object(json).set("user", user);
    }
}
