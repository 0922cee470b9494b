package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.broadcast.BroadcastText.BroadcastPreviews;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.markdown.PlainText;
import java.util.List;
import java.util.stream.Collectors;

/// Draws no more than the text; a message holds a hundred characters.
public final class PlainPreviews implements BroadcastPreviews {

    private static final int MESSAGE = 100;

    @Override
    public int messages(Platform platform, Content content) {
        return (text(content).length() + MESSAGE - 1) / MESSAGE;
    }

    @Override
    public List<String> drawing(Platform platform, Content content) {
        return List.of(platform.id() + ": " + text(content));
    }

    private static String text(Content content) {
        return content.panels().stream()
                .map(Panel::body)
                .map(PlainText::of)
                .map(String::strip)
                .collect(Collectors.joining("\n"));
    }
}
