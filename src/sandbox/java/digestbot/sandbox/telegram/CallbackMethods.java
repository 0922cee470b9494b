package digestbot.sandbox.telegram;

import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.telegram.text.MethodAnswer;
import digestbot.sandbox.telegram.text.Refusal;

/// The method `answerCallbackQuery`.
final class CallbackMethods {
    /// The maximum length in UTF-16 units.
    private static final int LONGEST_TEXT = 200;

    private final PendingCallbacks callbacks;
    private final TelegramClients conversation;
    private final TelegramEvents events;

    CallbackMethods(PendingCallbacks callbacks, TelegramClients conversation, TelegramEvents events) {
        this.callbacks = callbacks;
        this.conversation = conversation;
        this.events = events;
    }

    MethodAnswer answer(Parameters parameters) {
        String query = parameters.text("callback_query_id");
        PendingCallbacks.Press press = callbacks.find(query);
        String text = parameters.text("text");
        String url = parameters.text("url");
        if (text.length() > LONGEST_TEXT) {
            throw Refusal.badRequest("MESSAGE_TOO_LONG");
        }
        if (!url.isEmpty() && conversation.startPayload(url).isEmpty()) {
            throw Refusal.badRequest("URL_INVALID");
        }
        callbacks.close(query);
        if (!text.isEmpty()) {
            events.emit(() -> new SandboxEvent.Toast(press.chat().place, press.person(), text));
        }
        if (!url.isEmpty()) {
            conversation.open(press.person(), press.chat().place, url);
        }
        return MethodAnswer.yes();
    }
}
