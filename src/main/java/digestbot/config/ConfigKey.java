package digestbot.config;

/// A key of the configuration.
///
/// @param path the path of the key, such as `telegram.limits.per-second`; `<topic>` and
///     `<perspective>` stand for ids that the owner chooses
/// @param defaultValue the default, as written in the file; empty if there is none
/// @param allowed a description of the valid values
public record ConfigKey(String path, String defaultValue, String allowed) {}
