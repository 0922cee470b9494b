package digestbot.trial;

import digestbot.database.Database;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.ScratchSchema;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.planning.Planner;
import digestbot.library.archive.Library;
import digestbot.library.archive.UnsentDigests;
import digestbot.sandbox.page.NodeControls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The bot as several nodes, each in a process of its own, on a PostgreSQL database that only the
/// trial uses.
final class NodesBot implements TrialBot {

    /// The schema with the tables of trials.
    static final String SCHEMA = "digestbot_try";

    /// The seats of Telegram, of Discord, and of the folder.
    private static final int SEATS = 3;

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final ScratchSchema schema;
    private final Database database;
    private final TrialNodes nodes;
    private final UnsentDigests unsentDigests;
    private final BooleanSupplier connected;

    private NodesBot(ScratchSchema schema, Database database, TrialNodes nodes, BooleanSupplier connected) {
        this.schema = schema;
        this.database = database;
        this.nodes = nodes;
        this.connected = connected;
        unsentDigests = new UnsentDigests(new Planner(database, new OutboxEvents(), new Library(), clock()), clock());
    }

    /// Creates the tables and starts the nodes.
    ///
    /// @param folder a folder for files of the nodes
    /// @param connected tells whether both simulators have a bot that accepts commands
    /// @throws ScratchSchema.SchemaRefusedException if the database is not only the trial's
    /// @throws IllegalStateException if the database cannot be used; the message names it
    static NodesBot start(int count, ScratchSchema schema, NodeConfig config, Path folder, BooleanSupplier connected)
            throws IOException {
        PostgresLocation location = schema.location();
        Database database = Database.connect(location, InstantSource.system());
        try {
            List<NodeProcess> processes = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                String name = "node-" + i;
                processes.add(new NodeProcess(
                        name,
                        config.write(folder.resolve(name + ".yaml"), name),
                        folder.resolve(name + ".log"),
                        location.password()));
            }
            return new NodesBot(schema, database, new TrialNodes(database, processes), connected);
        } catch (IOException | RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    @Override
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!isReady()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }

    private boolean isReady() {
        return nodes.hold(SEATS) && database.read(FolderScanStore::isFinished) && connected.getAsBoolean();
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public UnsentDigests unsentDigests() {
        return unsentDigests;
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public void forward(Duration by) {
        throw new IllegalArgumentException("The nodes have the database's time, which cannot be moved.");
    }

    /// The nodes have none: each would need a port of its own.
    @Override
    public Optional<URI> console() {
        return Optional.empty();
    }

    @Override
    public Optional<URI> site() {
        return Optional.empty();
    }

    @Override
    public Optional<NodeControls> nodes() {
        return Optional.of(nodes);
    }

    @Override
    public void close() {
        nodes.close();
        database.close();
        schema.close();
    }
}
