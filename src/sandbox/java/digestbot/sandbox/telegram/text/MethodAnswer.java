package digestbot.sandbox.telegram.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The result of a request.
public sealed interface MethodAnswer {

    /// The request succeeded.
    record Success(JsonNode result) implements MethodAnswer {}

    /// The Bot API rejected the request.
    ///
    /// @param parameters the `ResponseParameters` for handling it; may be empty
    record Failure(int status, String description, ObjectNode parameters) implements MethodAnswer {}

    /// A proxy in front of the Bot API answered with its own page.
    record GatewayPage(int status) implements MethodAnswer {}

    /// The connection breaks, and it is unknown whether the request took effect.
    record Cut() implements MethodAnswer {}

    static MethodAnswer yes() {
        return new Success(TelegramJson.FACTORY.booleanNode(true));
    }
}
