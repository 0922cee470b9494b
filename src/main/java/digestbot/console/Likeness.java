package digestbot.console;

import digestbot.edition.Content;
import digestbot.sandbox.Row;
import digestbot.subscription.Platform;
import java.util.List;

/// How people see what is said, on each platform.
public interface Likeness {

    /// The messages in the order in which they come, each from top to bottom.
    List<List<Row>> of(Platform platform, Content content);
}
