package digestbot.cluster;

import java.time.Duration;
import java.util.List;

/// Starts and stops the parts of this node as it takes and loses seats.
public interface Seats extends AutoCloseable {

    /// Adds a part, before [#start].
    void add(Seat seat, SeatedPart part);

    /// The seats of which some node has to hold each; empty if this is the only node.
    List<Seat> shared();

    void start();

    /// Waits until each seat is held, and the parts of those that this node holds have started.
    ///
    /// @return true if that happened in time
    boolean awaitHeld(Duration timeout) throws InterruptedException;

    /// Stops all parts and gives their seats back.
    @Override
    void close();
}
