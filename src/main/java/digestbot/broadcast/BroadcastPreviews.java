package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.content.Content;
import java.util.List;

/// Renders previews of content as a platform would get it.
public interface BroadcastPreviews {

    int messages(Platform platform, Content content);

    List<String> drawing(Platform platform, Content content);
}
