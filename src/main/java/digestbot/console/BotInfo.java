package digestbot.console;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// The running program.
///
/// @param lastBackup gives the time of the last nightly backup; empty if there is none
public record BotInfo(String version, Instant startedAt, Supplier<Optional<Instant>> lastBackup) {}
