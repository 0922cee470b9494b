package digestbot.telegram;

import digestbot.content.Button;
import digestbot.delivery.api.Attachment;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A message as the Bot API accepts it.
///
/// @param file the attached file, if any; the text is then its caption
/// @param preview the address of the page of which the message shows a small preview, if any
/// @param startsDigest true if it is the first message of a digest, which may be pinned
public record TelegramMessage(
        String text,
        TextFormat format,
        List<List<Button>> keyboard,
        Optional<Attachment> file,
        Optional<String> preview,
        boolean startsDigest) {

    private static final int MAX_LENGTH = 4096;
    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]*)\">(.*?)</a>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("</?[a-z][^>]*>");

    public enum TextFormat {
        HTML,
        PLAIN
    }

    public TelegramMessage {
        keyboard = keyboard.stream().map(List::copyOf).toList();
    }

    public TelegramMessage(String text, TextFormat format, List<List<Button>> keyboard, Optional<Attachment> file) {
        this(text, format, keyboard, file, Optional.empty(), false);
    }

    public TelegramMessage(String html, List<List<Button>> keyboard) {
        this(html, TextFormat.HTML, keyboard, Optional.empty());
    }

    TelegramMessage with(Attachment attached) {
        return new TelegramMessage(text, format, keyboard, Optional.of(attached), preview, startsDigest);
    }

    /// The message without its file. A sign for the file replaces an empty text.
    TelegramMessage withoutFile() {
        return new TelegramMessage(
                text.isEmpty() ? "🖼" : text, format, keyboard, Optional.empty(), preview, startsDigest);
    }

    TelegramMessage withPreview(Optional<String> address) {
        return new TelegramMessage(text, format, keyboard, file, address, startsDigest);
    }

    TelegramMessage startingDigest() {
        return new TelegramMessage(text, format, keyboard, file, preview, true);
    }

    /// The message without formatting; empty if it has none.
    Optional<TelegramMessage> plain() {
        return switch (format) {
            case HTML ->
                Optional.of(
                        new TelegramMessage(stripped(text), TextFormat.PLAIN, keyboard, file, preview, startsDigest));
            case PLAIN -> Optional.empty();
        };
    }

    /// The text of Bot API HTML, with the links' addresses if they fit.
    private static String stripped(String html) {
        String withAddresses = withoutTags(LINK.matcher(html)
                .replaceAll(link -> Matcher.quoteReplacement(
                        link.group(2).contains(link.group(1)) ? link.group(2) : link.group(2) + " " + link.group(1))));
        return withAddresses.length() <= MAX_LENGTH ? withAddresses : withoutTags(html);
    }

    private static String withoutTags(String html) {
        return TAG.matcher(html)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
