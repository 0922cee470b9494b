package digestbot.library.search;

import java.time.LocalDate;

/// A digest that a search found.
///
/// @param number the digest's
/// @param topic its topic's id
/// @param title its newest title
public record SearchHit(long number, String topic, LocalDate day, String title) {}
