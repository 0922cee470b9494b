package digestbot.console;

/// The loaded value of a key of the configuration.
///
/// @param path such as `telegram.limits.per-second`
/// @param value never contains a secret
/// @param isDefault whether it is the default
public record LoadedSetting(String path, String value, boolean isDefault) {}
