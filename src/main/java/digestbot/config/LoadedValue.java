package digestbot.config;

import java.nio.file.Path;
import java.util.Optional;

/// The value of one key of the configuration.
///
/// @param path such as `telegram.limits.per-second`
/// @param value what holds, as it would be written; of a secret, only whether there is one
/// @param isUsual whether it holds because nobody wrote another value
/// @param secretIn the file that holds a secret: the configuration itself, or one that a variable was read from; empty
///     for what is no secret, and for one in the environment
public record LoadedValue(String path, String value, boolean isUsual, Optional<Path> secretIn) {

    /// A setting that is no secret, or a secret that no file holds.
    public LoadedValue(String path, String value, boolean isUsual) {
        this(path, value, isUsual, Optional.empty());
    }
}
