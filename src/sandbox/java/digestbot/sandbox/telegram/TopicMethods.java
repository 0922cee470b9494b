package digestbot.sandbox.telegram;

import digestbot.sandbox.telegram.text.MethodAnswer;
import digestbot.sandbox.telegram.text.Refusal;
import digestbot.sandbox.telegram.text.TelegramJson;

/// The method `createForumTopic`: topics in private chats, for which the bot has turned them on. In groups
/// the bot has no right to create any.
final class TopicMethods {

    private static final int LONGEST_NAME = 128;
    private static final int ICON_COLOR = 0x6fb9f0;

    private final SandboxChats chats;
    private final ChatAccess access;

    TopicMethods(SandboxChats chats, ChatAccess access) {
        this.chats = chats;
        this.access = access;
    }

    MethodAnswer create(Parameters parameters) {
        synchronized (chats) {
            SandboxChat chat = access.toWrite(parameters);
            String name = parameters.text("name").strip();
            if (name.isEmpty()) {
                throw Refusal.badRequest("TOPIC_TITLE_EMPTY");
            }
            if (name.length() > LONGEST_NAME) {
                throw Refusal.badRequest("TOPIC_TITLE_TOO_LONG");
            }
            if (!chat.type().equals("private")) {
                throw Refusal.badRequest(
                        chat.isForum() ? "not enough rights to create a topic" : "the chat is not a forum");
            }
            // The service message about the topic, which clients show, has the same id.
            long thread = chat.transcript.nextId();
            chat.threads.put(thread, name);
            return new MethodAnswer.Success(TelegramJson.object()
                    .put("message_thread_id", thread)
                    .put("name", name)
                    .put("icon_color", ICON_COLOR));
        }
    }
}
