package digestbot.audience;

/// A word, or several in a row, that a subscriber follows or mutes.
///
/// @param number the number in the database, never reused
/// @param word the word as it is compared ([digestbot.digest.words.WordCutter#key])
/// @param typed the word as the subscriber wrote it
public record ListedWord(long number, WordKind kind, String word, String typed) {}
