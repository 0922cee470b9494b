package digestbot.broadcast;

import digestbot.audit.Actor;
import digestbot.button.Fingerprint;
import java.util.Optional;

/// The wish to have a broadcast go out, as it was shown.
///
/// @param by on whose word
/// @param shown what they saw; empty if that is not known, as of a button of an older version
public record BroadcastConfirmation(Actor by, Optional<Fingerprint> shown) {}
