package digestbot.trial;

import digestbot.database.Database;
import digestbot.library.archive.UnsentDigests;
import digestbot.sandbox.page.NodeControls;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// The bot of a trial: in this process, or as several nodes.
interface TrialBot extends AutoCloseable {

    /// Waits until the folder was scanned and commands are accepted.
    ///
    /// @return true if the bot became ready in time
    boolean awaitReady(Duration timeout) throws InterruptedException;

    Database database();

    /// Publishes digests that existed before the bot first started.
    UnsentDigests unsentDigests();

    /// The bot's clock.
    InstantSource clock();

    /// Moves the bot's clock forward, and wakes everything that waits for a time.
    ///
    /// @throws IllegalArgumentException if it cannot be moved; the message is a sentence
    void forward(Duration by);

    /// The address of the console; empty if there is none.
    Optional<URI> console();

    /// The address of the public site; empty if there is none.
    Optional<URI> site();

    /// The nodes; empty if the bot is one process.
    Optional<NodeControls> nodes();

    @Override
    void close();
}
