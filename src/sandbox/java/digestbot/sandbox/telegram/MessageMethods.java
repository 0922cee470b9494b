package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.telegram.text.MethodAnswer;
import digestbot.sandbox.telegram.text.Refusal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/// The methods `sendMessage`, `sendDocument`, `sendPhoto`, `editMessageText`,
/// `editMessageReplyMarkup` and `deleteMessage`.
final class MessageMethods {
    private static final Duration DELETABLE = Duration.ofDays(2);
    private static final long GENERAL_THREAD = 1;

    private final SandboxChats chats;
    private final ChatAccess access;
    private final EphemeralRules ephemeral;
    private final ApiObjects objects;
    private final TelegramEvents events;
    private final InstantSource clock;
    private long delivered;

    MessageMethods(
            SandboxChats chats,
            ChatAccess access,
            EphemeralRules ephemeral,
            ApiObjects objects,
            TelegramEvents events,
            InstantSource clock) {
        this.chats = chats;
        this.access = access;
        this.ephemeral = ephemeral;
        this.objects = objects;
        this.events = events;
        this.clock = clock;
    }

    MethodAnswer send(Parameters parameters) {
        return send(parameters, MessageText.of(parameters));
    }

    MethodAnswer sendDocument(Parameters parameters) {
        return send(parameters, MessageText.document(parameters));
    }

    MethodAnswer sendPhoto(Parameters parameters) {
        return send(parameters, MessageText.photo(parameters));
    }

    private MethodAnswer send(Parameters parameters, ChatMessage.Content content) {
        SandboxChat chat;
        ChatMessage message;
        MethodAnswer answer;
        synchronized (chats) {
            chat = access.toSend(parameters);
            content.file().ifPresent(file -> mayBeSent(chat, file));
            Optional<EphemeralRules.Target> target = ephemeral.target(chat, parameters);
            if (target.isPresent()) {
                return whisper(chat, target.orElseThrow(), content, thread(chat, parameters));
            }
            ChatMessage.Context context =
                    new ChatMessage.Context(thread(chat, parameters), answersTo(chat, parameters));
            message = new ChatMessage(
                    chat.transcript.nextId(),
                    new ChatMessage.Author.Bot(),
                    now(),
                    OptionalLong.empty(),
                    context,
                    content);
            chats.keep(chat, message);
            if (content.keyboard().forcesReply()) {
                chat.question = OptionalLong.of(message.id());
            }
            delivered++;
            answer = answer(chat, message);
            show(chat, message);
        }
        return answer;
    }

    /// Sends a message that one member alone sees.
    private MethodAnswer whisper(
            SandboxChat chat, EphemeralRules.Target target, ChatMessage.Content content, OptionalLong thread) {
        OptionalLong place = target.inPlaceOf().isEmpty()
                ? thread
                : threadOf(chat, target.inPlaceOf().getAsLong());
        var message = new ChatMessage(
                chat.ephemeral.nextId(),
                new ChatMessage.Author.Bot(),
                now(),
                OptionalLong.empty(),
                new ChatMessage.Context(place, Optional.empty()),
                content);
        var kept = new EphemeralMessages.EphemeralMessage(message, target.member(), target.inPlaceOf());
        chat.ephemeral.keep(kept);
        delivered++;
        events.emit(() -> new SandboxEvent.Shown(ShownMessages.of(chat, kept)));
        if (chat.takeCut()) {
            return new MethodAnswer.Cut();
        }
        return new MethodAnswer.Success(objects.ephemeral(chat, kept));
    }

    private static OptionalLong threadOf(SandboxChat chat, long message) {
        return chat.transcript
                .find(message)
                .map(found -> found.context().thread())
                .orElse(OptionalLong.empty());
    }

    private static void mayBeSent(SandboxChat chat, ChatMessage.Attached file) {
        if (chat.fault() instanceof SandboxFault.TextAlone) {
            String what = switch (file) {
                case ChatMessage.Attached.Document _ -> "documents";
                case ChatMessage.Attached.Photo _ -> "photos";
            };
            throw Refusal.badRequest("not enough rights to send " + what + " to the chat");
        }
    }

    private MethodAnswer answer(SandboxChat chat, ChatMessage message) {
        if (chat.takeCut()) {
            return new MethodAnswer.Cut();
        }
        return chat.takeGarbling()
                ? new MethodAnswer.GatewayPage(200)
                : new MethodAnswer.Success(objects.message(chat, message));
    }

    private void show(SandboxChat chat, ChatMessage message) {
        events.emit(() -> new SandboxEvent.Shown(ShownMessages.of(chat, message)));
    }

    private static OptionalLong thread(SandboxChat chat, Parameters parameters) {
        OptionalLong thread = parameters.number("message_thread_id");
        boolean canHaveThreads = chat.isForum() || chat.type().equals("private");
        if (thread.isEmpty() || thread.getAsLong() == 0 || !canHaveThreads) {
            return OptionalLong.empty();
        }
        boolean isGeneral = chat.isForum() && thread.getAsLong() == GENERAL_THREAD;
        if (isGeneral || !chat.threads.containsKey(thread.getAsLong())) {
            throw Refusal.badRequest("message thread not found");
        }
        if (chat.fault() instanceof SandboxFault.Closed) {
            throw Refusal.badRequest("TOPIC_CLOSED");
        }
        return thread;
    }

    private static Optional<ChatMessage> answersTo(SandboxChat chat, Parameters parameters) {
        Optional<JsonNode> reply = parameters.json("reply_parameters", "reply parameters");
        long id = reply.map(to -> to.path("message_id").asLong())
                .orElse(parameters.number("reply_to_message_id").orElse(0));
        boolean optional = reply.map(
                        to -> to.path("allow_sending_without_reply").asBoolean())
                .orElse(false);
        if (id != 0 && !chat.transcript.has(id) && !optional) {
            throw Refusal.badRequest("message to be replied not found");
        }
        return chat.transcript.find(id).map(MessageMethods::withoutReply);
    }

    /// A message as it is embedded in another: without the message to which it replies.
    static ChatMessage withoutReply(ChatMessage message) {
        ChatMessage.Context context = new ChatMessage.Context(message.context().thread(), Optional.empty());
        return new ChatMessage(
                message.id(), message.author(), message.sent(), message.edited(), context, message.content());
    }

    MethodAnswer editText(Parameters parameters) {
        ChatMessage.Content content = MessageText.of(parameters);
        synchronized (chats) {
            SandboxChat chat = access.toSend(parameters);
            long id = toEdit(chat, parameters);
            if (content.keyboard().forcesReply()) {
                throw Refusal.badRequest("inline keyboard expected");
            }
            if (chat.transcript.find(id).flatMap(old -> old.content().file()).isPresent()) {
                throw Refusal.badRequest("there is no text in the message to edit");
            }
            return edit(chat, id, content);
        }
    }

    MethodAnswer editKeyboard(Parameters parameters) {
        Keyboard keyboard = MessageText.keyboard(parameters);
        synchronized (chats) {
            SandboxChat chat = access.toSend(parameters);
            long id = toEdit(chat, parameters);
            ChatMessage message =
                    chat.transcript.find(id).orElseThrow(() -> Refusal.badRequest("message can't be edited"));
            return edit(chat, id, message.content().with(keyboard));
        }
    }

    private static long toEdit(SandboxChat chat, Parameters parameters) {
        long id = parameters.number("message_id").orElse(0);
        if (!chat.transcript.has(id)) {
            throw Refusal.badRequest("message to edit not found");
        }
        if (!chat.transcript.isFromBot(id)) {
            throw Refusal.badRequest("message can't be edited");
        }
        return id;
    }

    private MethodAnswer edit(SandboxChat chat, long id, ChatMessage.Content content) {
        if (chat.transcript.shows(id, content)) {
            throw notModified();
        }
        ChatMessage edited = chat.transcript
                .find(id)
                .orElseGet(() -> new ChatMessage(
                        id,
                        new ChatMessage.Author.Bot(),
                        now(),
                        OptionalLong.empty(),
                        ChatMessage.Context.PLAIN,
                        content))
                .with(content, now());
        chats.keep(chat, edited);
        events.emit(() -> new SandboxEvent.Edited(ShownMessages.of(chat, edited)));
        return answer(chat, edited);
    }

    static Refusal notModified() {
        return Refusal.badRequest("message is not modified: specified new message content and reply markup are "
                + "exactly the same as a current content and reply markup of the message");
    }

    MethodAnswer delete(Parameters parameters) {
        synchronized (chats) {
            SandboxChat chat = access.toWrite(parameters);
            long id = parameters.number("message_id").orElse(0);
            if (!chat.transcript.has(id)) {
                throw Refusal.badRequest("message to delete not found");
            }
            if (!mayDelete(chat, id)) {
                throw Refusal.badRequest("message can't be deleted");
            }
            chat.transcript.delete(id);
            events.emit(() -> new SandboxEvent.Deleted(chat.place, id));
            return MethodAnswer.yes();
        }
    }

    private boolean mayDelete(SandboxChat chat, long id) {
        boolean own = chat.transcript.isFromBot(id) || chat.type().equals("private");
        long sent = chat.transcript.find(id).map(ChatMessage::sent).orElse(now());
        return own && now() - sent < DELETABLE.toSeconds();
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    /// The number of messages that were sent, even if their responses were lost.
    long delivered() {
        synchronized (chats) {
            return delivered;
        }
    }
}
