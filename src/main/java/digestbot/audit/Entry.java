package digestbot.audit;

import java.time.Instant;

/// One act.
///
/// @param number grows with time
public record Entry(long number, Instant at, Actor by, Deed deed, Subject about) {}
