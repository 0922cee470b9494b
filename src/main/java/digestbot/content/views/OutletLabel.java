package digestbot.content.views;

import digestbot.digest.OutletKind;
import java.util.Optional;

/// The configured facts about an outlet.
///
/// @param country the code of its country, such as `CN`; empty if it is not configured
/// @param note a few words for readers; empty if there are none
public record OutletLabel(String country, Optional<OutletKind> kind, String note) {

    public static final OutletLabel NONE = new OutletLabel("", Optional.empty(), "");
}
