package digestbot.cluster;

/// A part of the bot that runs on the node that holds its seat.
public interface SeatedPart {

    interface RunningPart {

        /// Stops within five seconds. Nothing of the part acts after that.
        void stop();
    }

    /// Called for each term, never twice at the same time.
    RunningPart start(SeatTerm term);

    /// True if this node can do the work well. Another node takes the seat only if there is no such
    /// node.
    default boolean isPreferredHere() {
        return true;
    }
}
