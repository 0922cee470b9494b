package digestbot.telegram;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;

/// `sendMessage` for one member of a group alone, in the forms of both Bot API 10.2 and 10.3, which
/// the library does not know.
///
/// Servers ignore parameters that they do not know. A request with one of the two forms would
/// therefore be a message to everybody where the server takes only the other.
final class SendPrivateMessage extends SendMessage {

    @Serial
    private static final long serialVersionUID = 1L;

    /// The object of Bot API 10.3.
    ///
    /// @param replace true to show the message in the place of the pressed one
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EphemeralMessageParameters(
            @JsonProperty("receiver_user_id") long receiver,
            @JsonProperty("callback_query_id") @Nullable String query,

            @JsonProperty("replace_callback_query_message") @Nullable
            Boolean replace)
            implements Serializable {}

    @JsonProperty("ephemeral_message_parameters")
    private final EphemeralMessageParameters parameters;

    SendPrivateMessage(String chatId, String text, EphemeralMessageParameters parameters) {
        super(chatId, text);
        this.parameters = parameters;
        setReceiverUserId(parameters.receiver());
        setCallbackQueryId(parameters.query());
    }

    EphemeralMessageParameters parameters() {
        return parameters;
    }
}
