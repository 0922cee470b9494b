package digestbot.sandbox.page;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

public interface TrialControls {

    Instant now();

    ZoneId zone();

    /// Moves the bot's clock forward, and wakes everything that waits for a time.
    void forward(Duration by);

    /// The time at which the next planned delivery after now is due.
    Optional<Instant> nextDue();

    /// Puts a file into the folder that the bot watches, and replaces one of the same name.
    ///
    /// @param name a plain file name that ends in `.md`
    /// @throws IllegalArgumentException if the file cannot be accepted; the message is a sentence
    String addFile(String name, byte[] content);

    Optional<URI> console();

    Optional<URI> site();
}
