package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.text.TelegramJson;
import java.util.List;
import java.util.Optional;

/// The members of a chat as the Bot API's `ChatMember` objects.
final class MemberObjects {
    /// The permissions of members who are not restricted.
    private static final List<String> PERMISSIONS = List.of(
            "can_send_messages",
            "can_send_audios",
            "can_send_documents",
            "can_send_photos",
            "can_send_videos",
            "can_send_video_notes",
            "can_send_voice_notes",
            "can_send_polls",
            "can_send_other_messages",
            "can_add_web_page_previews",
            "can_react_to_messages",
            "can_edit_tag",
            "can_change_info",
            "can_invite_users",
            "can_pin_messages",
            "can_manage_topics");

    private static final List<String> RIGHTS = List.of(
            "can_manage_chat",
            "can_delete_messages",
            "can_manage_video_chats",
            "can_restrict_members",
            "can_promote_members",
            "can_change_info",
            "can_invite_users",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
            "can_pin_messages");

    private final ApiObjects objects;

    MemberObjects(ApiObjects objects) {
        this.objects = objects;
    }

    /// The bot's own membership, according to the chat's state.
    ObjectNode bot(SandboxChat chat) {
        boolean out = chat.fault() instanceof SandboxFault.Removed || chat.fault() instanceof SandboxFault.Blocked;
        if (out) {
            return banned(objects.bot());
        }
        if (chat.place.kind() == SandboxPlace.Kind.CHANNEL) {
            return administrator(chat, objects.bot(), new AdminRights(!chat.isMute(), false));
        }
        if (chat.botAdministers()) {
            return administrator(chat, objects.bot(), AdminRights.ALL);
        }
        return chat.isMute() ? restricted(objects.bot()) : member(objects.bot());
    }

    /// A person's membership; empty if the person is unknown.
    Optional<ObjectNode> person(SandboxChat chat, Optional<SandboxPerson> known) {
        return known.map(objects::user).map(user -> {
            long id = user.path("id").asLong();
            AdminRights rights = chat.administrators.get(id);
            if (rights != null) {
                return administrator(chat, user, rights);
            }
            return chat.members.containsKey(id) ? member(user) : member(user).put("status", "left");
        });
    }

    List<ObjectNode> administrators(SandboxChat chat) {
        return chat.administrators.entrySet().stream()
                .flatMap(entry -> Optional.ofNullable(chat.members.get(entry.getKey())).stream()
                        .map(person -> administrator(chat, objects.user(person), entry.getValue())))
                .toList();
    }

    private static ObjectNode member(ObjectNode user) {
        return TelegramJson.object().put("status", "member").set("user", user);
    }

    private static ObjectNode banned(ObjectNode user) {
        return member(user).put("status", "kicked").put("until_date", 0);
    }

    private static ObjectNode restricted(ObjectNode user) {
        ObjectNode json = member(user).put("status", "restricted").put("is_member", true);
        PERMISSIONS.forEach(permission -> json.put(permission, false));
        return json.put("until_date", 0);
    }

    private static ObjectNode administrator(SandboxChat chat, ObjectNode user, AdminRights rights) {
        ObjectNode json = member(user)
                .put("status", "administrator")
                .put("can_be_edited", false)
                .put("is_anonymous", rights.anonymous());
        RIGHTS.forEach(right -> json.put(right, true));
        return chat.place.kind() == SandboxPlace.Kind.CHANNEL
                ? json.put("can_post_messages", rights.posts()).put("can_edit_messages", rights.posts())
                : json;
    }
}
