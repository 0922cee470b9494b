package digestbot.console;

/// The loaded value of a key of the configuration.
///
/// @param path such as `telegram.limits.per-second`
/// @param value nothing secret
/// @param isUsual whether nobody chose another one
public record LoadedSetting(String path, String value, boolean isUsual) {}
