package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.content.Content;
import java.util.List;

/// Previews of content on a platform, which only the platforms can make.
public interface BroadcastPreviews {

    /// Counts the messages that the content takes.
    int messages(Platform platform, Content content);

    /// Draws the messages as lines of plain text.
    List<String> drawing(Platform platform, Content content);
}
