package digestbot.app.config;

/// What one key of the configuration came to.
///
/// @param path such as `telegram.limits.per-second`
/// @param value what holds, as it would be written; of a secret, only whether there is one
/// @param isUsual whether it holds because nobody wrote another value
public record Setting(String path, String value, boolean isUsual) {}
