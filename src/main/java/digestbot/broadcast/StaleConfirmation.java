package digestbot.broadcast;

import digestbot.button.PreviewFingerprint;
import digestbot.button.PreviewFingerprint.Difference;
import java.util.Optional;
import java.util.Set;

/// A confirmation of an outdated preview; the broadcast must be previewed again.
///
/// @param shown the fingerprint that was confirmed; empty if it is unknown
/// @param current the fingerprint of the broadcast as it is now
public record StaleConfirmation(Optional<PreviewFingerprint> shown, PreviewFingerprint current) {

    /// The differences from what was shown; empty if they are unknown.
    Set<Difference> differences() {
        return shown.map(current::differencesFrom).orElseGet(Set::of);
    }
}
