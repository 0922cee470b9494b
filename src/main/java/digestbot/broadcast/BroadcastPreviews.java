package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.content.Content;
import java.util.List;

/// Renders previews of content as a platform would get it.
public interface BroadcastPreviews {

    /// Counts the messages that the content needs on the platform.
    int messages(Platform platform, Content content);

    /// Writes the messages as lines of plain text.
    List<String> drawing(Platform platform, Content content);
}
