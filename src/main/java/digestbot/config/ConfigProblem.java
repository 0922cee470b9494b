package digestbot.config;

/// A mistake in the configuration file.
///
/// @param line from 1
/// @param message names the key, the value and what is allowed
public record ConfigProblem(int line, String message) {}
