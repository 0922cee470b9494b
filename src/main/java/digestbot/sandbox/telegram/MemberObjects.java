package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.Fault;
import digestbot.sandbox.Place;
import digestbot.sandbox.Someone;
import java.util.List;
import java.util.Optional;

/// Who is what in a chat, as the Bot API's `ChatMember` objects.
final class MemberObjects {
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

    /// The bot's own membership, which follows from the chat's state.
    ObjectNode bot(Chat chat) {
        boolean out = chat.fault() instanceof Fault.Removed || chat.fault() instanceof Fault.Blocked;
        if (out) {
            return banned(objects.bot());
        }
        return chat.place.kind() == Place.Kind.CHANNEL
                ? administrator(objects.bot()).put("can_post_messages", true).put("can_edit_messages", true)
                : member(objects.bot());
    }

    /// Empty if the person was never seen anywhere.
    Optional<ObjectNode> person(Chat chat, Optional<Someone> known) {
        return known.map(objects::user).map(user -> {
            long id = user.path("id").asLong();
            if (chat.administrators.contains(id)) {
                return administrator(user);
            }
            return chat.members.containsKey(id) ? member(user) : member(user).put("status", "left");
        });
    }

    List<ObjectNode> administrators(Chat chat) {
        return chat.administrators.stream()
                .flatMap(id -> Optional.ofNullable(chat.members.get(id)).stream())
                .map(person -> administrator(objects.user(person)))
                .toList();
    }

    private static ObjectNode member(ObjectNode user) {
        return Json.object().put("status", "member").set("user", user);
    }

    private static ObjectNode banned(ObjectNode user) {
        return member(user).put("status", "kicked").put("until_date", 0);
    }

    private static ObjectNode administrator(ObjectNode user) {
        ObjectNode json = member(user)
                .put("status", "administrator")
                .put("can_be_edited", false)
                .put("is_anonymous", false);
        RIGHTS.forEach(right -> json.put(right, true));
        return json;
    }
}
