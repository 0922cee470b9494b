package digestbot.telegram.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serializable;
import java.util.OptionalInt;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/// Reads answers as the library does, or less of them.
final class AnswerParser {

    private final JsonFactory json;

    AnswerParser(JsonFactory json) {
        this.json = json;
    }

    /// The fields of a message that was sent with `sendMessage`.
    enum SentFields {
        ALL,

        /// Only the id. The other fields repeat what was sent, and reading them is the most
        /// expensive part of a request.
        ID
    }

    /// The message that answers a [SendMessage] has only these fields. Fails if the server refused
    /// the request, or its answer cannot be read.
    @SuppressWarnings("unchecked") // the answer to a SendMessage is a message
    <T extends Serializable> T parse(BotApiMethod<T> method, SentFields fields, BotApiAnswer answer)
            throws TelegramApiRequestException {
        if (fields == SentFields.ID && method.getClass() == SendMessage.class) {
            OptionalInt id = messageId(answer);
            if (id.isPresent()) {
                var message = new Message();
                message.setMessageId(id.getAsInt());
                return (T) message;
            }
        }
        return method.deserializeResponse(answer.text());
    }

    /// The message's id; empty if the answer has another form than expected, such as a refusal.
    private OptionalInt messageId(BotApiAnswer answer) {
        try (JsonParser parser = json.createParser(answer.body())) {
            return parser.nextToken() == JsonToken.START_OBJECT
                            && "ok".equals(parser.nextFieldName())
                            && parser.nextToken() == JsonToken.VALUE_TRUE
                            && "result".equals(parser.nextFieldName())
                            && parser.nextToken() == JsonToken.START_OBJECT
                    ? idIn(parser)
                    : OptionalInt.empty();
        } catch (IOException _) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt idIn(JsonParser message) throws IOException {
        for (String field = message.nextFieldName(); field != null; field = message.nextFieldName()) {
            JsonToken value = message.nextToken();
            if (field.equals("message_id")) {
                // A number that the answer ends in may not be complete.
                return value == JsonToken.VALUE_NUMBER_INT ? complete(message) : OptionalInt.empty();
            }
            message.skipChildren();
        }
        return OptionalInt.empty();
    }

    private static OptionalInt complete(JsonParser message) throws IOException {
        int id = message.getIntValue();
        return message.nextToken() == null ? OptionalInt.empty() : OptionalInt.of(id);
    }
}
