package digestbot.sandbox.page;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Two nodes without processes. The first one has all seats until it is killed; then the second one
/// has them.
final class FixedNodes implements NodeControls {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private NodesView view = new NodesView(
            List.of(
                    new NodeView("node-1", NodeState.RUNNING, List.of("Telegram", "Discord")),
                    new NodeView("node-2", NodeState.RUNNING, List.of())),
            List.of());

    @Override
    public synchronized NodesView view() {
        return view;
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void kill(String node) {
        show(
                new NodeView("node-1", NodeState.ENDED, List.of()),
                List.of("Telegram", "Discord"),
                "node-2 took over Telegram 6.2 s later.");
    }

    @Override
    public void start(String node) {
        throw new IllegalArgumentException(node + " is running.");
    }

    private void show(NodeView first, List<String> seatsOfSecond, String event) {
        synchronized (this) {
            List<String> events = new ArrayList<>(List.of(event));
            events.addAll(view.events());
            view = new NodesView(List.of(first, new NodeView("node-2", NodeState.RUNNING, seatsOfSecond)), events);
        }
        listeners.forEach(Runnable::run);
    }
}
