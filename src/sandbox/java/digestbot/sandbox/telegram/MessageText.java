package digestbot.sandbox.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.ImageSize;
import digestbot.sandbox.SentFiles;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads the content of a message from the parameters `text`, `parse_mode` and `reply_markup`. The
/// parameter `entities` is ignored.
final class MessageText {
    /// In bytes of UTF-8, before the markup is parsed.
    private static final int LONGEST_RAW_TEXT = 1 << 15;

    private static final int LONGEST_CAPTION = 1_024;
    private static final int LARGEST_PHOTO = 10 << 20;
    private static final int LONGEST_PERSPECTIVES = 10_000;
    private static final int MAX_RATIO = 20;

    private MessageText() {}

    static ChatMessage.Content of(Parameters parameters) {
        String text = parameters.text("text");
        if (text.isEmpty()) {
            throw Refusal.badRequest("message text is empty");
        }
        try {
            if (UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining() > LONGEST_RAW_TEXT) {
                throw Refusal.badRequest("text is too long");
            }
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest("strings must be encoded in UTF-8");
        }
        FormattedText raw = switch (parameters.text("parse_mode").toLowerCase(Locale.ROOT)) {
            case "", "none" -> new FormattedText(text, List.of());
            case "html" -> HtmlParser.parse(text);
            case "markdown", "markdownv2" -> throw TextRules.unreadable("this server reads HTML only");
            default -> throw Refusal.badRequest("unsupported parse_mode");
        };
        return new ChatMessage.Content(
                TextRules.toMessage(raw), keyboard(parameters), Optional.empty(), preview(parameters));
    }

    /// The page that the request names for a preview. The real server otherwise takes the first
    /// link of the text, unless previews are disabled; here there is none then.
    private static Optional<String> preview(Parameters parameters) {
        return parameters
                .json("link_preview_options", "link preview options")
                .filter(options -> !options.path("is_disabled").asBoolean())
                .map(options -> options.path("url").asText(""))
                .filter(url -> !url.isEmpty())
                .map(url -> LinkAddress.of(url)
                        .map(LinkAddress::url)
                        .orElseThrow(() -> Refusal.badRequest("WEBPAGE_URL_INVALID")));
    }

    static ChatMessage.Content document(Parameters parameters) {
        Parameters.Upload file = parameters
                .file("document")
                .orElseThrow(() -> Refusal.badRequest("there is no document in the request"));
        return new ChatMessage.Content(
                caption(parameters),
                keyboard(parameters),
                Optional.of(new ChatMessage.Attached.Document(file)),
                Optional.empty());
    }

    /// Reads a PNG, which may be one that was sent before, with its `caption`.
    static ChatMessage.Content photo(Parameters parameters, SentFiles sent) {
        Parameters.Upload file = parameters
                .file("photo")
                .or(() -> Parameters.Upload.sent(parameters.text("photo"), sent))
                .orElseThrow(() -> Refusal.badRequest("there is no photo in the request"));
        ImageSize pixels = file.pixels().orElseThrow(() -> Refusal.badRequest("IMAGE_PROCESS_FAILED"));
        int longer = Math.max(pixels.width(), pixels.height());
        int shorter = Math.min(pixels.width(), pixels.height());
        if (longer + shorter > LONGEST_PERSPECTIVES || longer > MAX_RATIO * shorter) {
            throw Refusal.badRequest("PHOTO_INVALID_DIMENSIONS");
        }
        if (file.bytes() > LARGEST_PHOTO) {
            throw Refusal.badRequest("file is too big");
        }
        return new ChatMessage.Content(
                caption(parameters),
                keyboard(parameters),
                Optional.of(new ChatMessage.Attached.Photo(file, pixels)),
                Optional.empty());
    }

    /// Reads the `media` that replaces the picture of a message.
    static ChatMessage.Content media(Parameters parameters, SentFiles sent) {
        ObjectNode photo = parameters.values().deepCopy();
        parameters.json("media", "media").ifPresent(media -> {
            photo.set("photo", media.path("media"));
            photo.set("caption", media.path("caption"));
            photo.set("parse_mode", media.path("parse_mode"));
        });
        return photo(new Parameters(photo, parameters.files()), sent);
    }

    private static FormattedText caption(Parameters parameters) {
        FormattedText caption = new FormattedText("", List.of());
        if (!parameters.text("caption").isEmpty()) {
            ObjectNode asText = parameters.values().deepCopy();
            asText.set("text", asText.path("caption"));
            caption = of(new Parameters(asText)).text();
        }
        if (caption.text().length() > LONGEST_CAPTION) {
            throw Refusal.badRequest("message caption is too long");
        }
        return caption;
    }

    static ChatMessage.Keyboard keyboard(Parameters parameters) {
        return ChatMessage.Keyboard.of(parameters.json("reply_markup", "reply keyboard markup"));
    }
}
