package digestbot.config;

import java.nio.file.Path;
import java.util.Optional;

/// The value of one key of the configuration.
///
/// @param path the path of the key, such as `backup.keep`
/// @param value the effective value as written in the file; for a secret, only whether it is set
/// @param secretFile the file that holds a secret: the configuration itself, or the file of a
///     variable; empty for a value that is not a secret, and for a secret from the environment
public record EffectiveSetting(String path, String value, boolean isDefault, Optional<Path> secretFile) {

    /// Creates a setting that is not a secret, or a secret that no file holds.
    public EffectiveSetting(String path, String value, boolean isUsual) {
        this(path, value, isUsual, Optional.empty());
    }
}
