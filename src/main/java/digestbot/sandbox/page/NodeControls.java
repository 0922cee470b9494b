package digestbot.sandbox.page;

import java.util.List;

/// The nodes of a trial that runs several, as the page shows and controls them.
public interface NodeControls {

    /// A node.
    ///
    /// @param seats what it does at this moment, in words
    record NodeView(String name, NodeState state, List<String> seats) {

        public NodeView {
            seats = List.copyOf(seats);
        }
    }

    /// What a node's process does.
    enum NodeState {
        STARTING,
        RUNNING,
        ENDED
    }

    /// All nodes, and what happened to them.
    ///
    /// @param events sentences, the newest first
    record NodesView(List<NodeView> nodes, List<String> events) {

        public NodesView {
            nodes = List.copyOf(nodes);
            events = List.copyOf(events);
        }
    }

    /// The current state.
    NodesView view();

    /// Calls the listener after each change of [#view].
    void onChange(Runnable listener);

    /// Kills the process of a node, without any notice.
    ///
    /// @throws IllegalArgumentException if it does not run; the message is a sentence
    void kill(String node);

    /// Starts the process of a node again.
    ///
    /// @throws IllegalArgumentException if it runs; the message is a sentence
    void start(String node);
}
