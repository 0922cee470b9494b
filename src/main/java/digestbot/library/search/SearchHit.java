package digestbot.library.search;

import java.time.LocalDate;

/// A digest that a search found.
///
/// @param number the digest's number
/// @param topic the id of its topic
/// @param title its current title
public record SearchHit(long number, String topic, LocalDate day, String title) {}
