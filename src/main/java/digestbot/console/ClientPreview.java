package digestbot.console;

import digestbot.audience.Platform;
import digestbot.clientview.ClientRow;
import digestbot.content.Content;
import java.util.List;

/// Shows messages as the platforms' clients do.
public interface ClientPreview {

    /// The messages in the order in which they come, each from top to bottom.
    List<List<ClientRow>> of(Platform platform, Content content);
}
