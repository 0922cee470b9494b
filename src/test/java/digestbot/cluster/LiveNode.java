package digestbot.cluster;

import digestbot.GivenTime;
import digestbot.database.Database;

/// A node that is alive and has no work.
public final class LiveNode implements AutoCloseable {

    private final ClusterNode node;

    private LiveNode(ClusterNode node) {
        this.node = node;
    }

    public static LiveNode join(Database database, String name) {
        return join(database, name, "abc");
    }

    /// The configuration is a fingerprint of the settings.
    public static LiveNode join(Database database, String name, String configuration) {
        var node = new ClusterNode(database, name, "1.0", configuration, new SharedClock(database, GivenTime.CLOCK));
        node.start();
        return new LiveNode(node);
    }

    @Override
    public void close() {
        node.close();
    }
}
