package digestbot.broadcast;

import digestbot.button.Fingerprint;
import digestbot.button.Fingerprint.Difference;
import java.util.Optional;
import java.util.Set;

/// A confirmation of what is not so any more; the broadcast has to be shown anew.
///
/// @param shown what was confirmed, if that is known
/// @param now what is so
public record StaleConfirmation(Optional<Fingerprint> shown, Fingerprint now) {

    /// The differences from what was shown; empty if they are unknown.
    Set<Difference> differences() {
        return shown.map(now::since).orElseGet(Set::of);
    }
}
