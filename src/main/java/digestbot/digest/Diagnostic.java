package digestbot.digest;

/// Something to say about a place in a file.
///
/// @param line from 1
/// @param message what is wrong, with the value, and what to do
public record Diagnostic(int line, String message) {}
