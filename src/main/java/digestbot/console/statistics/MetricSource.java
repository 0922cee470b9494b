package digestbot.console.statistics;

import digestbot.database.Transaction;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;

/// Some of the metrics.
interface MetricSource {

    /// Adds the metrics to the registry.
    void bind(PrometheusMeterRegistry registry);

    /// Reads their values from the database. Called before each scrape.
    default void read(Transaction transaction, Instant now) {}
}
