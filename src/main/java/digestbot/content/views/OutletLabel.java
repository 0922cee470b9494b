package digestbot.content.views;

import digestbot.digest.OutletKind;
import java.util.Optional;

/// What the configuration says about an outlet; nothing is guessed.
///
/// @param country the code of its country, such as `CN`; empty if it is not configured
/// @param kind who it belongs to
/// @param note a few words for readers; empty if there are none
public record OutletLabel(String country, Optional<OutletKind> kind, String note) {

    /// The label of an outlet about which nothing is configured.
    public static final OutletLabel NONE = new OutletLabel("", Optional.empty(), "");
}
