package digestbot.cluster;

/// A part of the bot that only the leader runs.
public interface LeaderPart {

    interface RunningPart {

        /// Stops within five seconds. Nothing of the part acts after that.
        void stop();
    }

    /// Called for each term, never twice at the same time.
    RunningPart start(LeaderTerm term);

    /// True if this node can do the work well. Another node becomes the leader only if there is no
    /// such node.
    default boolean isFit() {
        return true;
    }
}
