package digestbot.sandbox.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.ImageSize;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The time is in seconds since 1970.
record ChatMessage(long id, Author author, long sent, OptionalLong edited, Context context, Content content) {

    static ChatMessage ofBot(long id, long now, Context context, Content content) {
        return new ChatMessage(id, new Author.Bot(), now, OptionalLong.empty(), context, content);
    }

    /// A message that is embedded in another has no message to which it replies.
    ChatMessage withoutReply() {
        return new ChatMessage(id, author, sent, edited, new Context(context.thread, Optional.empty()), content);
    }

    ChatMessage with(Content changed, long now) {
        return new ChatMessage(id, author, sent, OptionalLong.of(now), context, changed);
    }

    sealed interface Author {

        record Bot() implements Author {}

        record Member(SandboxPerson person) implements Author {}

        /// The author of a channel's post or of an anonymous administrator's message.
        record TheChat() implements Author {}
    }

    /// The thread is the forum topic that contains the message.
    record Context(OptionalLong thread, Optional<ChatMessage> answersTo) {
        static final Context PLAIN = new Context(OptionalLong.empty(), Optional.empty());
    }

    sealed interface Attached {

        record Document(Parameters.Upload file) implements Attached {}

        record Photo(Parameters.Upload file, ImageSize pixels) implements Attached {}
    }

    /// The server rejects an edit to equal content as "not modified". The client shows a preview of
    /// the page with the address `preview` below the text.
    record Content(FormattedText text, Keyboard keyboard, Optional<Attached> file, Optional<String> preview) {
        Content(FormattedText text, Keyboard keyboard) {
            this(text, keyboard, Optional.empty(), Optional.empty());
        }
    }

    /// An inline keyboard that passed the server's checks, or the request to reply to the message, for
    /// which clients open the field for a reply.
    record Keyboard(List<List<JsonNode>> rows, boolean forcesReply) {
        static final Keyboard NONE = new Keyboard(List.of(), false);

        private static final int MAX_BUTTONS = 100;
        private static final int LONGEST_DATA = 64;
        private static final int LONGEST_COPY_TEXT = 256;
        private static final int LONGEST_PLACEHOLDER = 64;
        private static final List<String> STYLES = List.of("danger", "success", "primary");
        private static final List<String> KINDS = List.of("""
                url callback_data callback_game pay switch_inline_query switch_inline_query_chosen_chat
                switch_inline_query_current_chat login_url web_app copy_text\
                """.split("\\s"));

        /// Reads `reply_markup`; keyboards below the field for messages are ignored. Fails with a
        /// [Refusal] if a button is wrong or there are too many.
        static Keyboard of(Optional<JsonNode> markup) {
            if (markup.isEmpty()) {
                return NONE;
            }
            if (!markup.get().isObject()) {
                throw Refusal.badRequest("object expected as reply markup");
            }
            if (markup.get().path("force_reply").asBoolean()) {
                if (markup.get().path("input_field_placeholder").asText("").length() > LONGEST_PLACEHOLDER) {
                    throw Refusal.badRequest("input field placeholder is too long");
                }
                return new Keyboard(List.of(), true);
            }
            List<List<JsonNode>> rows = new ArrayList<>();
            for (JsonNode row : markup.get().path("inline_keyboard")) {
                if (!row.isArray()) {
                    throw Refusal.badRequest(
                            "field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays");
                }
                List<JsonNode> buttons = new ArrayList<>();
                row.forEach(button -> buttons.add(checked(button)));
                if (!buttons.isEmpty()) {
                    rows.add(List.copyOf(buttons));
                }
            }
            if (rows.stream().mapToInt(List::size).sum() > MAX_BUTTONS) {
                throw Refusal.badRequest("reply markup is too long");
            }
            return new Keyboard(List.copyOf(rows), false);
        }

        boolean isEmpty() {
            return rows.isEmpty();
        }

        List<JsonNode> buttons() {
            return rows.stream().flatMap(List::stream).toList();
        }

        JsonNode toJson() {
            var markup = SandboxJson.object();
            var lines = markup.putArray("inline_keyboard");
            rows.forEach(row -> lines.addArray().addAll(row));
            return markup;
        }

        private static JsonNode checked(JsonNode button) {
            if (!button.isObject()) {
                throw malformed("InlineKeyboardButton must be an Object");
            }
            if (!button.path("text").isTextual()) {
                throw malformed("Can't find field \"text\"");
            }
            if (button.path("text").textValue().isBlank()) {
                throw Refusal.badRequest("inline keyboard button text must be non-empty");
            }
            List<String> kinds = KINDS.stream()
                    .filter(kind -> SandboxJson.filled(button.path(kind)))
                    .toList();
            if (kinds.isEmpty()) {
                throw malformed("Text buttons are unallowed in the inline keyboard");
            }
            if (kinds.size() > 1) {
                // The real server accepts the first of them silently; its documentation forbids more
                // than one.
                throw malformed("Exactly one of the optional fields must be used, not " + String.join(" and ", kinds));
            }
            checkContent(button);
            return button;
        }

        private static void checkContent(JsonNode button) {
            if (SandboxJson.filled(button.path("style"))
                    && !STYLES.contains(button.path("style").asText())) {
                throw malformed("Unknown button style specified");
            }
            if (button.path("callback_data").asText("").getBytes(UTF_8).length > LONGEST_DATA) {
                throw Refusal.badRequest("BUTTON_DATA_INVALID");
            }
            if (button.has("copy_text")) {
                int length = button.path("copy_text").path("text").asText("").length();
                if (length < 1 || length > LONGEST_COPY_TEXT) {
                    throw Refusal.badRequest("BUTTON_COPY_TEXT_INVALID");
                }
            }
            if (SandboxJson.filled(button.path("url"))
                    && LinkAddress.of(button.path("url").asText()).isEmpty()) {
                throw Refusal.badRequest("BUTTON_URL_INVALID");
            }
        }

        private static Refusal malformed(String what) {
            return Refusal.badRequest("can't parse inline keyboard button: " + what);
        }
    }
}
