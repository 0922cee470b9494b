package digestbot.app;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcasts.BroadcastPreviews;
import digestbot.content.Content;
import digestbot.content.ContentText;
import java.util.ArrayList;
import java.util.List;

/// Renders previews as plain text.
public final class TextPreviews implements BroadcastPreviews {

    /// The width of most terminals, with room for an indent.
    public static final int TERMINAL = 96;

    /// The width of a code block on a phone.
    static final int PHONE = 44;

    /// The line between two messages.
    private static final String GAP = "";

    private final int width;

    /// @param width the width in terminal cells
    public TextPreviews(int width) {
        this.width = width;
    }

    @Override
    public int messages(Platform platform, Content content) {
        return RequestPreviews.messages(platform, content).size();
    }

    @Override
    public List<String> drawing(Platform platform, Content content) {
        List<String> lines = new ArrayList<>();
        for (Content message : RequestPreviews.messages(platform, content)) {
            if (!lines.isEmpty()) {
                lines.add(GAP);
            }
            lines.addAll(ContentText.lines(message, width));
        }
        return lines;
    }
}
