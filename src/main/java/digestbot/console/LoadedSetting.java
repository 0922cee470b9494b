package digestbot.console;

/// The loaded value of a key of the configuration.
///
/// @param path the path of the key, such as `telegram.limits.per-second`
/// @param value the value, without secrets
/// @param isDefault true if it is the default
public record LoadedSetting(String path, String value, boolean isDefault) {}
