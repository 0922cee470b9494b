package digestbot.config;

import java.nio.file.Path;
import java.util.Optional;

/// The value of one key of the configuration.
///
/// @param path such as `telegram.limits.per-second`
/// @param value the effective value as written in the file; for a secret, only whether it is set
/// @param isDefault whether it is the default
/// @param secretFile the file that holds a secret: the configuration itself, or one that a variable
/// was read from; empty for what is no secret, and for one in the environment
public record EffectiveSetting(String path, String value, boolean isDefault, Optional<Path> secretFile) {

    /// A setting that is no secret, or a secret that no file holds.
    public EffectiveSetting(String path, String value, boolean isUsual) {
        this(path, value, isUsual, Optional.empty());
    }
}
