package digestbot.schedule;

import digestbot.database.Database;
import digestbot.database.SchemaTables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.simpl.RAMJobStore;
import org.quartz.simpl.SimpleThreadPool;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

final class QuartzSchedulers {

    /// One thread for each job, so that a hanging job does not block others.
    private static final int THREADS = 12;

    /// A node shows so often that it is alive; other nodes take over a killed node's jobs after
    /// about ten seconds.
    private static final int CHECK_IN_MILLIS = 2_000;

    /// The name is a part of the key of each row, so it is the same for all nodes.
    private static final String CLUSTER_NAME = "digestbot";

    private static final String TABLES = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";

    private QuartzSchedulers() {}

    static Scheduler inMemory() throws SchedulerException {
        Properties settings = threads("schedule");
        settings.put(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, "schedule-" + UUID.randomUUID());
        settings.put(StdSchedulerFactory.PROP_JOB_STORE_CLASS, RAMJobStore.class.getName());
        return new StdSchedulerFactory(settings).getScheduler();
    }

    /// Creates its tables.
    static synchronized Scheduler clustered(Database database, DataSource connections, String node)
            throws SchedulerException {
        createTables(database);
        String source = "digestbot-" + UUID.randomUUID();
        DBConnectionManager.getInstance().addConnectionProvider(source, new PoolProvider(connections));
        Properties settings = threads("cluster schedule");
        settings.put(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, CLUSTER_NAME);
        settings.put(StdSchedulerFactory.PROP_SCHED_INSTANCE_ID, node);
        settings.put(StdSchedulerFactory.PROP_JOB_STORE_CLASS, JobStoreTX.class.getName());
        settings.put("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        settings.put("org.quartz.jobStore.dataSource", source);
        settings.put("org.quartz.jobStore.isClustered", "true");
        settings.put("org.quartz.jobStore.clusterCheckinInterval", Integer.toString(CHECK_IN_MILLIS));
        Scheduler scheduler = new StdSchedulerFactory(settings).getScheduler();
        // A factory returns the scheduler of that name that this process already has; two nodes in one
        // process must have one each.
        SchedulerRepository.getInstance().remove(CLUSTER_NAME);
        return scheduler;
    }

    private static Properties threads(String prefix) {
        var settings = new Properties();
        settings.put(StdSchedulerFactory.PROP_SCHED_MAKE_SCHEDULER_THREAD_DAEMON, "true");
        settings.put(StdSchedulerFactory.PROP_THREAD_POOL_CLASS, SimpleThreadPool.class.getName());
        settings.put("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
        settings.put("org.quartz.threadPool.makeThreadsDaemons", "true");
        settings.put("org.quartz.threadPool.threadNamePrefix", prefix);
        return settings;
    }

    /// Quartz's own script, so that its tables always have the form that it expects.
    private static void createTables(Database database) {
        database.writeWithoutResult(
                transaction -> SchemaTables.createIfMissing(transaction, "qrtz_job_details", script()));
    }

    private static String script() {
        try (InputStream script = Objects.requireNonNull(JobStoreTX.class.getResourceAsStream(TABLES))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record PoolProvider(DataSource pool) implements ConnectionProvider {

        @Override
        public Connection getConnection() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public void initialize() {
            // The pool is ready.
        }

        @Override
        public void shutdown() {
            // The database closes the pool.
        }
    }
}
