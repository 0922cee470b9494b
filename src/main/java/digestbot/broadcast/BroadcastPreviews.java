package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.content.Content;
import java.util.List;

/// How content will look where it is sent, which only the platforms know.
public interface BroadcastPreviews {

    /// How many messages it takes there.
    int messages(Platform platform, Content content);

    /// What people see there, drawn with characters: lines of plain text.
    List<String> drawing(Platform platform, Content content);
}
