package digestbot.delivery.outbox;

import digestbot.audience.QuietHours;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// The effect of a chat's quiet hours on a delivery at the moment at which it could be sent.
///
/// Due times already avoid quiet hours; this covers late deliveries and broadcasts.
///
/// @param silent true if it is sent without a sound
/// @param until the time from which it may be sent; empty for now
public record QuietHoursDecision(boolean silent, Optional<Instant> until) {

    public static final QuietHoursDecision NONE = new QuietHoursDecision(false, Optional.empty());

    /// Decides on a delivery. Replies and notices are never delayed, and corrections are silent
    /// anyway. Broadcasts are sent on time but silently.
    public static QuietHoursDecision of(QuietHours quiet, ZoneId zone, DeliveryCause cause, Instant now) {
        if (!quiet.contains(now, zone)) {
            return NONE;
        }
        boolean edition = cause.isSubscribed();
        if (!edition && cause != DeliveryCause.BROADCAST) {
            return NONE;
        }
        boolean waits = edition && quiet.mode() == QuietHours.Mode.HOLD;
        return new QuietHoursDecision(true, waits ? Optional.of(quiet.endAfter(now, zone)) : Optional.empty());
    }
}
