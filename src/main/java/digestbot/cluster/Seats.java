package digestbot.cluster;

import java.util.List;

/// Starts and stops the parts of this node as it takes and loses seats.
public interface Seats extends AutoCloseable {

    /// Adds a part before [#start].
    void add(Seat seat, SeatedPart part);

    /// The seats of which some node has to hold each; empty if this is the only node.
    List<Seat> shared();

    /// Begins to take seats.
    void start();

    /// Stops all parts and gives their seats back.
    @Override
    void close();
}
