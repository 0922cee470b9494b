package digestbot.sandbox.page;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// The controls of the page: the bot's clock, and the folder that it watches.
public interface TrialControls {

    /// The bot's time.
    Instant now();

    /// The zone in which the bot's time is shown.
    ZoneId zone();

    /// Moves the bot's clock forward, and wakes everything that waits for a time.
    void forward(Duration by);

    /// The time at which the next planned delivery after now is due.
    Optional<Instant> nextDue();

    /// Puts a file into the folder that the bot watches, and replaces one of the same name.
    ///
    /// @param name a plain file name that ends in `.md`
    /// @return a sentence about the result
    /// @throws IllegalArgumentException if the file cannot be accepted; the message is a sentence
    String addFile(String name, byte[] content);

    /// The address of the bot's console; empty if there is none.
    Optional<URI> console();

    /// The address of the bot's public site; empty if there is none.
    Optional<URI> site();
}
