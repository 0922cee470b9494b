package digestbot.delivery.sending;

import java.util.function.IntSupplier;

/// The statistics of deliveries to a platform.
///
/// @param counters the counters of attempts by result
/// @param permitted the current requests per second; 0 if only the platform's client library
///     applies the limit
public record SendStatistics(SendCounters counters, IntSupplier permitted) {}
