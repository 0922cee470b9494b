package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// How a request ends.
sealed interface Answer {

    /// It succeeded.
    record Success(JsonNode result) implements Answer {}

    /// The Bot API refused it.
    ///
    /// @param parameters what helps to handle it (`ResponseParameters`); empty if nothing does
    record Failure(int status, String description, ObjectNode parameters) implements Answer {}

    /// Something in front of the Bot API answered, in its own way.
    record GatewayPage(int status) implements Answer {}

    /// The connection breaks; whether the request took effect stays open.
    record Cut() implements Answer {}

    static Answer yes() {
        return new Success(Json.FACTORY.booleanNode(true));
    }
}
