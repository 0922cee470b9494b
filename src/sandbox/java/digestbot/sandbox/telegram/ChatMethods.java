package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.SandboxChat.EphemeralMessages.EphemeralMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiPredicate;

/// The methods about chats and their messages.
final class ChatMethods {
    private static final Duration DELETABLE = Duration.ofDays(2);
    private static final long GENERAL_THREAD = 1;

    private final TelegramWorld world;
    private final ChatAccess access;
    private final EphemeralRules ephemeral;
    private long delivered;

    ChatMethods(TelegramWorld world, ChatAccess access, EphemeralRules ephemeral) {
        this.world = world;
        this.access = access;
        this.ephemeral = ephemeral;
    }

    /// Sends a message to everybody in the chat, or to one member alone.
    JsonNode send(Parameters parameters, ChatMessage.Content content) {
        synchronized (world) {
            SandboxChat chat = access.toSend(parameters);
            content.file().ifPresent(file -> mayBeSent(chat, file));
            Optional<EphemeralRules.Target> target = ephemeral.target(chat, parameters);
            OptionalLong thread = thread(chat, parameters);
            JsonNode result = target.isPresent()
                    ? whisper(chat, target.get(), content, thread)
                    : post(chat, content, new ChatMessage.Context(thread, answersTo(chat, parameters)));
            delivered++;
            return received(chat, result);
        }
    }

    private JsonNode post(SandboxChat chat, ChatMessage.Content content, ChatMessage.Context context) {
        ChatMessage message = ChatMessage.ofBot(chat.transcript.nextId(), world.now(), context, content);
        world.show(chat, message);
        if (content.keyboard().forcesReply()) {
            chat.question = OptionalLong.of(message.id());
        }
        return world.objects.message(chat, message);
    }

    private JsonNode whisper(
            SandboxChat chat, EphemeralRules.Target target, ChatMessage.Content content, OptionalLong thread) {
        OptionalLong place = target.inPlaceOf().isEmpty()
                ? thread
                : chat.transcript
                        .find(target.inPlaceOf().getAsLong())
                        .map(replaced -> replaced.context().thread())
                        .orElse(OptionalLong.empty());
        var context = new ChatMessage.Context(place, Optional.empty());
        ChatMessage message = ChatMessage.ofBot(chat.ephemeral.nextId(), world.now(), context, content);
        var kept = new EphemeralMessage(message, target.member(), target.inPlaceOf());
        chat.ephemeral.keep(kept);
        world.events.emit(() -> new SandboxEvent.Shown(ShownMessages.of(chat, kept)));
        return world.objects.ephemeral(chat, kept);
    }

    private static void mayBeSent(SandboxChat chat, ChatMessage.Attached file) {
        if (chat.has(SandboxFault.TextAlone.class)) {
            String what = switch (file) {
                case ChatMessage.Attached.Document _ -> "documents";
                case ChatMessage.Attached.Photo _ -> "photos";
            };
            throw Refusal.badRequest("not enough rights to send " + what + " to the chat");
        }
    }

    /// The fault of the chat may keep the result from the bot.
    private static JsonNode received(SandboxChat chat, JsonNode result) {
        if (chat.fault.take(SandboxFault.CutAfterDelivery.class)) {
            throw Refusal.page(0);
        }
        if (chat.fault.take(SandboxFault.Garbled.class)) {
            throw Refusal.page(200);
        }
        return result;
    }

    private static OptionalLong thread(SandboxChat chat, Parameters parameters) {
        OptionalLong thread = parameters.number("message_thread_id");
        if (thread.isEmpty() || thread.getAsLong() == 0 || !chat.isForum()) {
            return OptionalLong.empty();
        }
        if (thread.getAsLong() == GENERAL_THREAD || !chat.threads.containsKey(thread.getAsLong())) {
            throw Refusal.badRequest("message thread not found");
        }
        if (chat.has(SandboxFault.Closed.class)) {
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
        return chat.transcript.find(id).map(ChatMessage::withoutReply);
    }

    JsonNode edit(Parameters parameters, ChatMessage.Content content) {
        synchronized (world) {
            SandboxChat chat = access.toSend(parameters);
            long id = parameters.number("message_id").orElse(0);
            if (!chat.transcript.has(id)) {
                throw Refusal.badRequest("message to edit not found");
            }
            if (!chat.transcript.isFromBot(id)) {
                throw Refusal.badRequest("message can't be edited");
            }
            if (content.keyboard().forcesReply()) {
                throw Refusal.badRequest("inline keyboard expected");
            }
            if (content.file().isEmpty()
                    && chat.transcript
                            .find(id)
                            .flatMap(old -> old.content().file())
                            .isPresent()) {
                throw Refusal.badRequest("there is no text in the message to edit");
            }
            return edit(chat, id, content);
        }
    }

    private JsonNode edit(SandboxChat chat, long id, ChatMessage.Content content) {
        if (chat.transcript.shows(id, content)) {
            throw notModified();
        }
        ChatMessage edited = chat.transcript
                .find(id)
                .orElseGet(() -> ChatMessage.ofBot(id, world.now(), ChatMessage.Context.PLAIN, content))
                .with(content, world.now());
        world.showEdited(chat, edited);
        return received(chat, world.objects.message(chat, edited));
    }

    private static Refusal notModified() {
        return Refusal.badRequest("message is not modified: specified new message content and reply markup are "
                + "exactly the same as a current content and reply markup of the message");
    }

    JsonNode delete(Parameters parameters) {
        synchronized (world) {
            SandboxChat chat = access.toWrite(parameters);
            long id = parameters.number("message_id").orElse(0);
            if (!chat.transcript.has(id)) {
                throw Refusal.badRequest("message to delete not found");
            }
            boolean own = chat.transcript.isFromBot(id) || chat.type().equals("private");
            long sent = chat.transcript.find(id).map(ChatMessage::sent).orElse(world.now());
            if (!own || world.now() - sent >= DELETABLE.toSeconds()) {
                throw Refusal.badRequest("message can't be deleted");
            }
            chat.transcript.delete(id);
            chat.pinned.remove(id);
            world.events.emit(() -> new SandboxEvent.Deleted(chat.place, id));
            return BooleanNode.TRUE;
        }
    }

    /// Whether the notification is wanted changes nothing here.
    JsonNode pin(Parameters parameters) {
        return changePins(parameters, "pin", (chat, id) -> {
            boolean exists = chat.transcript.has(id);
            if (exists) {
                chat.pinned.add(id);
            }
            return exists;
        });
    }

    JsonNode unpin(Parameters parameters) {
        return changePins(parameters, "unpin", (chat, id) -> chat.pinned.remove(id));
    }

    private JsonNode changePins(Parameters parameters, String what, BiPredicate<SandboxChat, Long> change) {
        synchronized (world) {
            SandboxChat chat = access.toWrite(parameters);
            if (chat.place.kind() == SandboxPlace.Kind.GROUP && !chat.botAdministers) {
                throw Refusal.badRequest("not enough rights to manage pinned messages in the chat");
            }
            if (!change.test(chat, parameters.number("message_id").orElse(0))) {
                throw Refusal.badRequest("message to " + what + " not found");
            }
            return BooleanNode.TRUE;
        }
    }

    JsonNode editEphemeralText(Parameters parameters) {
        ephemeral.requireMethods();
        ChatMessage.Content content = MessageText.of(parameters);
        synchronized (world) {
            SandboxChat chat = access.toSend(parameters);
            EphemeralMessage old = ephemeral(chat, parameters, "edit");
            if (old.message().content().equals(content)) {
                throw notModified();
            }
            EphemeralMessage edited = old.with(content, world.now());
            chat.ephemeral.keep(edited);
            world.events.emit(() -> new SandboxEvent.Edited(ShownMessages.of(chat, edited)));
            return BooleanNode.TRUE;
        }
    }

    JsonNode deleteEphemeral(Parameters parameters) {
        ephemeral.requireMethods();
        synchronized (world) {
            SandboxChat chat = access.toWrite(parameters);
            long id = ephemeral(chat, parameters, "delete").message().id();
            chat.ephemeral.delete(id);
            world.events.emit(() -> new SandboxEvent.Deleted(chat.place, id));
            return BooleanNode.TRUE;
        }
    }

    private static EphemeralMessage ephemeral(SandboxChat chat, Parameters parameters, String purpose) {
        return chat.ephemeral
                .find(
                        parameters.number("receiver_user_id").orElse(0),
                        parameters.number("ephemeral_message_id").orElse(0))
                .orElseThrow(() -> Refusal.badRequest("message to " + purpose + " not found"));
    }

    /// Messages count even if their responses were lost.
    long delivered() {
        synchronized (world) {
            return delivered;
        }
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
                    ? world.objects.botMember(chat)
                    : world.person(user)
                            .map(person -> ApiObjects.member(chat, world.objects.user(person)))
                            .orElseThrow(() -> Refusal.badRequest("PARTICIPANT_ID_INVALID"));
        }
    }

    JsonNode action(Parameters parameters) {
        synchronized (world) {
            access.toWrite(parameters);
            return BooleanNode.TRUE;
        }
    }
}
