package digestbot.config;

/// A key that the configuration may have.
///
/// @param path such as `telegram.limits.per-second`; `<topic>` and `<perspective>` stand for ids that the operator
/// writes
/// @param defaultValue the default, as written in the file; empty if there is none
/// @param allowed its values, in words
public record ConfigKey(String path, String defaultValue, String allowed) {}
