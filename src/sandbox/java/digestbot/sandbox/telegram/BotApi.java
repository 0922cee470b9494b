package digestbot.sandbox.telegram;

import digestbot.sandbox.telegram.text.MethodAnswer;
import digestbot.sandbox.telegram.text.Refusal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The methods of the Bot API by name, ignoring case.
final class BotApi {
    private final Map<String, Method> methods = new HashMap<>();
    private final ChatAccess access;

    BotApi(ChatAccess access) {
        this.access = access;
    }

    BotApi with(MessageMethods messages) {
        return with("sendMessage", messages::send)
                .with("sendDocument", messages::sendDocument)
                .with("sendPhoto", messages::sendPhoto)
                .with("editMessageText", messages::editText)
                .with("editMessageReplyMarkup", messages::editKeyboard)
                .with("deleteMessage", messages::delete);
    }

    BotApi with(EphemeralMethods ephemeral) {
        return with("editEphemeralMessageText", ephemeral::editText)
                .with("editEphemeralMessageReplyMarkup", ephemeral::editKeyboard)
                .with("deleteEphemeralMessage", ephemeral::delete);
    }

    BotApi with(ChatMethods chats) {
        return with("getChat", chats::chat)
                .with("getChatMember", chats::member)
                .with("getChatAdministrators", chats::administrators)
                .with("sendChatAction", chats::action)
                .with("leaveChat", chats::leave);
    }

    BotApi with(UpdateQueue updates) {
        return with("getUpdates", updates::poll)
                .with("setWebhook", parameters -> updates.webhook(parameters.text("url"), parameters))
                .with("deleteWebhook", parameters -> updates.webhook("", parameters))
                .with("getWebhookInfo", _ -> updates.webhookInfo());
    }

    BotApi with(CommandMethods commands) {
        return with("setMyCommands", commands::set)
                .with("getMyCommands", commands::get)
                .with("deleteMyCommands", commands::delete);
    }

    /// @param name such as `Description`, for `setMyDescription` and `getMyDescription`
    BotApi with(String name, DescriptionMethods description) {
        return with("setMy" + name, description::set).with("getMy" + name, description::get);
    }

    BotApi with(String name, Handler handler) {
        methods.put(name.toLowerCase(Locale.ROOT), new Method(name, handler));
        return this;
    }

    /// The method's documented name; the given name if there is no such method.
    String canonical(String name) {
        return find(name).map(Method::name).orElse(name);
    }

    MethodAnswer call(String name, Parameters parameters) throws InterruptedException {
        Optional<Integer> serverError = access.serverError(parameters);
        if (serverError.isPresent()) {
            return new MethodAnswer.GatewayPage(serverError.get());
        }
        return find(name)
                .orElseThrow(() -> Refusal.of(404, "Not Found: method not found"))
                .handler()
                .handle(parameters);
    }

    private Optional<Method> find(String name) {
        return Optional.ofNullable(methods.get(name.toLowerCase(Locale.ROOT)));
    }

    /// The implementation of a method.
    @FunctionalInterface
    interface Handler {
        /// Answers a request.
        ///
        /// @throws Refusal if it is rejected
        MethodAnswer handle(Parameters parameters) throws InterruptedException;
    }

    private record Method(String name, Handler handler) {}
}
