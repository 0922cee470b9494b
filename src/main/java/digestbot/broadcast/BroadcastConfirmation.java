package digestbot.broadcast;

import digestbot.audit.Actor;
import digestbot.button.PreviewFingerprint;
import java.util.Optional;

/// A confirmation that a broadcast is to be sent as the preview showed it.
///
/// @param by the operator who confirmed it
/// @param previewed the preview that was confirmed; empty if unknown, as with a button from an
///     older version
public record BroadcastConfirmation(Actor by, Optional<PreviewFingerprint> previewed) {}
