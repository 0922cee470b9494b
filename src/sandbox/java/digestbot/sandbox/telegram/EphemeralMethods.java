package digestbot.sandbox.telegram;

import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.telegram.EphemeralMessages.EphemeralMessage;
import digestbot.sandbox.telegram.text.MethodAnswer;
import digestbot.sandbox.telegram.text.Refusal;
import java.time.InstantSource;

/// The methods `editEphemeralMessageText`, `editEphemeralMessageReplyMarkup` and
/// `deleteEphemeralMessage`.
final class EphemeralMethods {

    private final SandboxChats chats;
    private final ChatAccess access;
    private final EphemeralRules rules;
    private final TelegramEvents events;
    private final InstantSource clock;

    EphemeralMethods(
            SandboxChats chats, ChatAccess access, EphemeralRules rules, TelegramEvents events, InstantSource clock) {
        this.chats = chats;
        this.access = access;
        this.rules = rules;
        this.events = events;
        this.clock = clock;
    }

    MethodAnswer editText(Parameters parameters) {
        exists();
        ChatMessage.Content content = MessageText.of(parameters);
        synchronized (chats) {
            SandboxChat chat = access.toSend(parameters);
            return edit(chat, find(chat, parameters, "edit"), content);
        }
    }

    MethodAnswer editKeyboard(Parameters parameters) {
        exists();
        Keyboard keyboard = MessageText.keyboard(parameters);
        synchronized (chats) {
            SandboxChat chat = access.toSend(parameters);
            EphemeralMessage old = find(chat, parameters, "edit");
            return edit(chat, old, old.message().content().with(keyboard));
        }
    }

    private MethodAnswer edit(SandboxChat chat, EphemeralMessage old, ChatMessage.Content content) {
        if (old.message().content().equals(content)) {
            throw MessageMethods.notModified();
        }
        EphemeralMessage edited = old.with(content, clock.instant().getEpochSecond());
        chat.ephemeral.keep(edited);
        events.emit(() -> new SandboxEvent.Edited(ShownMessages.of(chat, edited)));
        return MethodAnswer.yes();
    }

    MethodAnswer delete(Parameters parameters) {
        exists();
        synchronized (chats) {
            SandboxChat chat = access.toWrite(parameters);
            long id = find(chat, parameters, "delete").message().id();
            chat.ephemeral.delete(id);
            events.emit(() -> new SandboxEvent.Deleted(chat.place, id));
            return MethodAnswer.yes();
        }
    }

    private void exists() {
        if (!rules.version().hasEphemeralMessages()) {
            throw Refusal.of(404, "Not Found: method not found");
        }
    }

    private static EphemeralMessage find(SandboxChat chat, Parameters parameters, String purpose) {
        return chat.ephemeral
                .find(
                        parameters.number("receiver_user_id").orElse(0),
                        parameters.number("ephemeral_message_id").orElse(0))
                .orElseThrow(() -> Refusal.badRequest("message to " + purpose + " not found"));
    }
}
