package digestbot.discord;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.BufferedReader;
import java.io.IOException;
import net.dv8tion.jda.api.requests.Response;

/// Reads the id of the message or channel that a response contains. Discord returns the whole message, of which nothing
/// else is needed, so no objects are made of the rest.
final class ResponseId {

    /// The buffers belong to the pool, not to threads, because a virtual thread would not use them twice.
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    private ResponseId() {}

    /// @throws IllegalStateException if the response is no JSON object with an id
    static String of(Response response) {
        return response.get(String.class, ResponseId::read);
    }

    /// Reads to the end, so that a response that was cut off is not taken for a whole one.
    private static String read(BufferedReader reader) throws IOException {
        String id = "";
        try (JsonParser parser = JSON.createParser(reader)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalStateException("no object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("id");
                parser.nextToken();
                if (found) {
                    id = parser.getValueAsString("");
                } else {
                    parser.skipChildren();
                }
            }
        }
        if (id.isEmpty()) {
            throw new IllegalStateException("no id");
        }
        return id;
    }
}
