package digestbot.sandbox.telegram;

import static digestbot.fuzz.FuzzInput.check;

import digestbot.content.Content;
import digestbot.content.paging.MessagePacker;
import digestbot.fuzz.FuzzInput;
import digestbot.telegram.TelegramRenderer;
import java.nio.charset.StandardCharsets;

/// Telegram's server reads any content as valid markup within the limits.
public final class TelegramFuzz {

    private TelegramFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        for (Content page : MessagePacker.pages(FuzzInput.content(input), TelegramRenderer.budget())) {
            String html = TelegramRenderer.render(page).text();
            check(html.getBytes(StandardCharsets.UTF_8).length <= 32_768, "too many bytes");
            FormattedText read = HtmlParser.parse(html);
            check(!read.text().isBlank(), "nothing to see: " + html);
            check(read.text().length() <= 4_096, "too long: " + read.text().length());
            check(
                    read.entities().size() <= 100,
                    "too many entities: " + read.entities().size());
        }
    }
}
