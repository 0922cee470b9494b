package digestbot.digest;

/// An error or a warning about a line of a file.
///
/// @param line from 1
/// @param message what is wrong, with the value, and what to do
public record Diagnostic(int line, String message) {}
