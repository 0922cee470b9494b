package digestbot.subscription;

import java.time.LocalTime;

/// The local hours in which nothing is delivered; they may run over midnight.
public record QuietHours(LocalTime from, LocalTime to) {}
