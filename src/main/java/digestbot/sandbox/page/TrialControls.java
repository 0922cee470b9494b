package digestbot.sandbox.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// The controls of the page: the bot's clock and the folder that it watches.
public interface TrialControls {

    /// The bot's time.
    Instant now();

    /// The zone that the bot's time is shown in.
    ZoneId zone();

    /// Moves the bot's clock forward, and wakes what waits for the time that it then is.
    void forward(Duration by);

    /// The time at which the next planned delivery after now is due.
    Optional<Instant> nextDue();

    /// Puts a file into the folder that the bot watches, in place of one of the same name.
    ///
    /// @param name a plain file name that ends in `.md`
    /// @return a sentence that says what becomes of it
    /// @throws IllegalArgumentException with a sentence, if it cannot be taken
    String addFile(String name, byte[] content);
}
