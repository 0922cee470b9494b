package digestbot.cluster;

public interface LeaderPart {

    interface RunningPart {

        /// Stops within five seconds. Afterwards, the part does nothing.
        void stop();
    }

    /// Starts the part for a term; never called twice at the same time.
    RunningPart start(LeaderTerm term);

    /// Whether this node can do the work well. A node that cannot becomes the leader only if no
    /// other node can.
    default boolean isFit() {
        return true;
    }
}
