package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import digestbot.sandbox.SandboxJson;
import java.util.List;

/// `getChat`, `getChatMember`, `sendChatAction` and `createForumTopic`.
final class ChatMethods {
    private static final List<String> ACTIONS = List.of("""
            cancel typing upload_photo record_video upload_video record_voice upload_voice upload_document
            choose_sticker find_location record_video_note upload_video_note""".split("\\s+"));
    private static final int LONGEST_TOPIC = 128;
    private static final int ICON_COLOR = 0x6fb9f0;

    private final TelegramWorld world;
    private final ChatAccess access;

    ChatMethods(TelegramWorld world, ChatAccess access) {
        this.world = world;
        this.access = access;
    }

    JsonNode chat(Parameters parameters) {
        synchronized (world) {
            return world.objects.fullChat(access.toRead(parameters));
        }
    }

    JsonNode member(Parameters parameters) {
        long user = parameters.number("user_id").orElseThrow(() -> Refusal.badRequest("invalid user_id specified"));
        synchronized (world) {
            SandboxChat chat = access.toRead(parameters);
            return user == world.objects.botId
                    ? MemberObjects.bot(chat, world.objects.bot())
                    : world.person(user)
                            .map(person -> MemberObjects.person(chat, world.objects.user(person)))
                            .orElseThrow(() -> Refusal.badRequest("PARTICIPANT_ID_INVALID"));
        }
    }

    JsonNode action(Parameters parameters) {
        if (!ACTIONS.contains(parameters.text("action"))) {
            throw Refusal.badRequest("wrong parameter action in request");
        }
        synchronized (world) {
            access.toWrite(parameters);
            return BooleanNode.TRUE;
        }
    }

    /// Creates a topic in a private chat, for which the bot has turned topics on. In groups the bot
    /// has no right to create any.
    JsonNode createTopic(Parameters parameters) {
        synchronized (world) {
            SandboxChat chat = access.toWrite(parameters);
            String name = parameters.text("name").strip();
            if (name.isEmpty()) {
                throw Refusal.badRequest("TOPIC_TITLE_EMPTY");
            }
            if (name.length() > LONGEST_TOPIC) {
                throw Refusal.badRequest("TOPIC_TITLE_TOO_LONG");
            }
            if (!chat.type().equals("private")) {
                throw Refusal.badRequest(
                        chat.isForum() ? "not enough rights to create a topic" : "the chat is not a forum");
            }
            // The service message about the topic, which clients show, has the same id.
            long thread = chat.transcript.nextId();
            chat.threads.put(thread, name);
            return SandboxJson.object()
                    .put("message_thread_id", thread)
                    .put("name", name)
                    .put("icon_color", ICON_COLOR);
        }
    }
}
