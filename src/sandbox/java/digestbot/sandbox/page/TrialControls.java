package digestbot.sandbox.page;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

public interface TrialControls {

    Instant now();

    ZoneId zone();

    /// Also wakes everything that waits for a time.
    void forward(Duration by);

    /// The next planned delivery after now.
    Optional<Instant> nextDue();

    /// Puts a file into the folder that the bot watches, and replaces one of the same name, which
    /// ends in `.md`. Returns a sentence about the file.
    String addFile(String name, byte[] content);

    Optional<URI> console();

    Optional<URI> site();
}
