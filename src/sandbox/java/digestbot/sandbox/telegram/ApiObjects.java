package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.ImageSize;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;

/// The Bot API's objects in the shape in which the server sends them. See "Available types" in its
/// documentation.
final class ApiObjects {
    private static final String ANONYMOUS_ADMINISTRATOR =
            "{\"id\": 1087968824, \"is_bot\": true, \"first_name\": \"Group\", \"username\": \"GroupAnonymousBot\"}";

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

    final long botId;
    final String botUsername;

    ApiObjects(long botId, String botUsername) {
        this.botId = botId;
        this.botUsername = botUsername;
    }

    ObjectNode bot() {
        return SandboxJson.object()
                .put("id", botId)
                .put("is_bot", true)
                .put("first_name", botUsername)
                .put("username", botUsername);
    }

    ObjectNode botItself() {
        return bot().put("supports_inline_queries", false).setAll(SandboxJson.object("""
                {"can_join_groups": true, "can_read_all_group_messages": true, "can_connect_to_business": false,
                 "has_main_web_app": false, "has_topics_enabled": false, "allows_users_to_create_topics": false}"""));
    }

    ObjectNode user(SandboxPerson person) {
        return SandboxJson.object()
                .put("id", person.id())
                .put("is_bot", false)
                .put("first_name", person.name())
                .put("language_code", person.language());
    }

    ObjectNode chat(SandboxChat chat) {
        ObjectNode json = SandboxJson.object().put("id", chat.id()).put("type", chat.type());
        if (chat.place.kind() == SandboxPlace.Kind.PRIVATE) {
            SandboxPerson peer = chat.members.get(chat.id());
            json.put("first_name", peer == null ? "" : peer.name());
        } else {
            json.put("title", chat.place.title());
        }
        return chat.isForum() ? json.put("is_forum", true) : json;
    }

    /// Includes the fields that only `getChat` returns.
    ObjectNode fullChat(SandboxChat chat) {
        return chat(chat)
                .put("accent_color_id", Math.floorMod(chat.id(), 7))
                .put("max_reaction_count", 11)
                .set("accepted_gift_types", SandboxJson.object("""
                        {"unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false,
                         "premium_subscription": false, "gifts_from_channels": false}"""));
    }

    ObjectNode message(SandboxChat chat, ChatMessage message) {
        ObjectNode json = SandboxJson.object().put("message_id", message.id());
        switch (message.author()) {
            case ChatMessage.Author.Bot _
            when chat.place.kind() != SandboxPlace.Kind.CHANNEL -> json.set("from", bot());
            case ChatMessage.Author.Bot _ -> json.set("sender_chat", chat(chat));
            case ChatMessage.Author.Member(SandboxPerson person) -> json.set("from", user(person));
            case ChatMessage.Author.TheChat _ -> {
                if (chat.place.kind() == SandboxPlace.Kind.GROUP) {
                    json.set("from", SandboxJson.object(ANONYMOUS_ADMINISTRATOR));
                }
                json.set("sender_chat", chat(chat));
            }
        }
        json.set("chat", chat(chat));
        json.put("date", message.sent());
        message.edited().ifPresent(at -> json.put("edit_date", at));
        message.context()
                .thread()
                .ifPresent(thread -> json.put("message_thread_id", thread).put("is_topic_message", true));
        message.context().answersTo().ifPresent(first -> json.set("reply_to_message", message(chat, first)));
        boolean captions = message.content().file().isPresent();
        message.content().file().ifPresent(file -> attach(json, file));
        json.put(captions ? "caption" : "text", message.content().text().text());
        if (!message.content().text().entities().isEmpty()) {
            json.set(
                    captions ? "caption_entities" : "entities",
                    entities(message.content().text()));
        }
        if (!message.content().keyboard().isEmpty()) {
            json.set("reply_markup", message.content().keyboard().toJson());
        }
        return json;
    }

    /// Only a member and the bot see the message, which has no id among the messages of the chat.
    ObjectNode ephemeral(SandboxChat chat, SandboxChat.EphemeralMessages.EphemeralMessage ephemeral) {
        ChatMessage message = ephemeral.message();
        ObjectNode json = message(chat, message).put("message_id", 0).put("ephemeral_message_id", message.id());
        boolean fromBot = message.author() instanceof ChatMessage.Author.Bot;
        return json.set("receiver_user", fromBot ? user(ephemeral.member()) : bot());
    }

    private static void attach(ObjectNode json, ChatMessage.Attached attached) {
        switch (attached) {
            case ChatMessage.Attached.Document(Parameters.Upload file) ->
                json.set("document", file.json().put("file_name", file.name()));
            case ChatMessage.Attached.Photo(Parameters.Upload file, ImageSize pixels) ->
                json.putArray("photo")
                        .add(file.json().put("width", pixels.width()).put("height", pixels.height()));
        }
    }

    private static ArrayNode entities(FormattedText text) {
        ArrayNode list = SandboxJson.array();
        for (Entity entity : text.entities()) {
            ObjectNode json = list.addObject()
                    .put("offset", entity.offset())
                    .put("length", entity.length())
                    .put("type", entity.kind().apiName);
            switch (entity.kind()) {
                case TEXT_LINK -> json.put("url", entity.argument());
                case PRE -> {
                    if (!entity.argument().isEmpty()) {
                        json.put("language", entity.argument());
                    }
                }
                case DATE_TIME -> {
                    String[] moment = entity.argument().split(" ", 2);
                    json.put("unix_time", Long.parseLong(moment[0])).put("date_time_format", moment[1]);
                }
                default -> {}
            }
        }
        return list;
    }

    ObjectNode botMember(SandboxChat chat) {
        if (chat.has(SandboxFault.Removed.class) || chat.has(SandboxFault.Blocked.class)) {
            return member("{\"status\": \"kicked\", \"until_date\": 0}", bot());
        }
        if (chat.place.kind() == SandboxPlace.Kind.CHANNEL) {
            return administrator(chat, bot(), new TelegramSandbox.AdminRights(!chat.mute, false));
        }
        if (chat.botAdministers) {
            return administrator(chat, bot(), TelegramSandbox.AdminRights.ALL);
        }
        return member(chat.mute ? RESTRICTED : "{\"status\": \"member\"}", bot());
    }

    static ObjectNode member(SandboxChat chat, ObjectNode user) {
        long id = user.path("id").asLong();
        TelegramSandbox.AdminRights rights = chat.administrators.get(id);
        if (rights != null) {
            return administrator(chat, user, rights);
        }
        return member(chat.members.containsKey(id) ? "{\"status\": \"member\"}" : "{\"status\": \"left\"}", user);
    }

    private static ObjectNode administrator(SandboxChat chat, ObjectNode user, TelegramSandbox.AdminRights rights) {
        ObjectNode json = member(ADMINISTRATOR, user).put("is_anonymous", rights.anonymous());
        return chat.place.kind() == SandboxPlace.Kind.CHANNEL
                ? json.put("can_post_messages", rights.posts()).put("can_edit_messages", rights.posts())
                : json;
    }

    private static ObjectNode member(String json, ObjectNode user) {
        return SandboxJson.object(json).set("user", user);
    }
}
