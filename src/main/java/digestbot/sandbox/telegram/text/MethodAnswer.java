package digestbot.sandbox.telegram.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The result of a request.
public sealed interface MethodAnswer {

    /// It succeeded.
    record Success(JsonNode result) implements MethodAnswer {}

    /// The Bot API refused it.
    ///
    /// @param parameters what helps to handle it (`ResponseParameters`); empty if nothing does
    record Failure(int status, String description, ObjectNode parameters) implements MethodAnswer {}

    /// Something in front of the Bot API answered, in its own way.
    record GatewayPage(int status) implements MethodAnswer {}

    /// The connection breaks; whether the request took effect stays open.
    record Cut() implements MethodAnswer {}

    static MethodAnswer yes() {
        return new Success(TelegramJson.FACTORY.booleanNode(true));
    }
}
