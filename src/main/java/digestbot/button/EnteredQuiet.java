package digestbot.button;

import digestbot.audience.QuietHours;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Quiet hours that a person entered in a form and that cannot be used as they are, so that the form can
/// show them again.
///
/// @param period as it was typed, at most [#MAX_PERIOD] characters
public record EnteredQuiet(QuietHours.Mode mode, String period) {

    /// The largest number of characters of a period, as in `22:00 bis 07:00`.
    public static final int MAX_PERIOD = 16;

    public EnteredQuiet {
        period = period.substring(0, Math.min(MAX_PERIOD, period.length()));
    }

    /// The mode's letter, and the characters in Base64, so that none of them separates fields.
    String encode() {
        return FieldCodecs.QUIET_MODE.write().apply(mode)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(period.getBytes(StandardCharsets.UTF_16BE));
    }

    /// @throws IllegalArgumentException if it is no such code
    static EnteredQuiet decode(String code) {
        return new EnteredQuiet(
                FieldCodecs.QUIET_MODE.read().apply(code.substring(0, 1)),
                new String(Base64.getUrlDecoder().decode(code.substring(1)), StandardCharsets.UTF_16BE));
    }
}
