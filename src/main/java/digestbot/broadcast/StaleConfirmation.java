package digestbot.broadcast;

import digestbot.button.Fingerprint;
import digestbot.button.Fingerprint.Difference;
import java.util.Optional;
import java.util.Set;

/// A confirmation of an outdated preview; the broadcast must be previewed again.
///
/// @param shown what was confirmed, if that is known
/// @param now the fingerprint of the broadcast as it is now
public record StaleConfirmation(Optional<Fingerprint> shown, Fingerprint now) {

    /// The differences from what was shown; empty if they are unknown.
    Set<Difference> differences() {
        return shown.map(now::since).orElseGet(Set::of);
    }
}
