package digestbot.delivery.sending;

import java.util.function.IntSupplier;

/// The statistics of deliveries to a platform.
///
/// @param tally what became of the attempts since the start
/// @param permitted requests a second at present; 0 where the platform's client alone keeps the limit
public record SendStatistics(SendCounters tally, IntSupplier permitted) {}
