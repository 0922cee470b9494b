package digestbot.delivery.outbox;

import digestbot.audience.QuietHours;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// The effect of a chat's quiet hours on a delivery at the moment at which it could be sent.
///
/// Due times spare the quiet hours already; this is for what is late, and for what nobody chose a time of.
///
/// @param silent whether it comes without a sound
/// @param until until when it waits; empty if it does not
public record QuietHoursDecision(boolean silent, Optional<Instant> until) {

    public static final QuietHoursDecision NONE = new QuietHoursDecision(false, Optional.empty());

    /// Answers and notices are what somebody waits for, and corrections make no sound anyway. Announcements come at
    /// their time, but without a sound.
    public static QuietHoursDecision of(QuietHours quiet, ZoneId zone, DeliveryCause cause, Instant now) {
        if (!quiet.contains(now, zone)) {
            return NONE;
        }
        boolean edition = cause.isSubscribed();
        if (!edition && cause != DeliveryCause.BROADCAST) {
            return NONE;
        }
        boolean waits = edition && quiet.mode() == QuietHours.Mode.HOLD;
        return new QuietHoursDecision(true, waits ? Optional.of(quiet.over(now, zone)) : Optional.empty());
    }
}
