package digestbot.console;

import digestbot.audience.Platform;
import digestbot.clientview.ClientRow;
import digestbot.content.Content;
import java.util.List;

/// Draws messages as the platforms' clients show them.
public interface ClientPreview {

    /// The messages in their order, each from top to bottom.
    List<List<ClientRow>> of(Platform platform, Content content);
}
