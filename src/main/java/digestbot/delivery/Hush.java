package digestbot.delivery;

import digestbot.edition.Gathering;
import digestbot.subscription.QuietHours;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// What the quiet hours of a chat make of a delivery at the moment at which it could go.
///
/// Due times spare the quiet hours already; this is for what is late, and for what nobody chose a time of.
///
/// @param silent whether it comes without a sound
/// @param until until when it waits; empty if it does not
record Hush(boolean silent, Optional<Instant> until) {

    static final Hush NONE = new Hush(false, Optional.empty());

    /// Answers and notices are what somebody waits for, and corrections make no sound anyway. Announcements come at
    /// their time, but without a sound.
    static Hush of(QuietHours quiet, ZoneId zone, String cause, Instant now) {
        if (!quiet.contains(now, zone)) {
            return NONE;
        }
        boolean edition = cause.equals("digest") || Gathering.of(cause).isPresent();
        if (!edition && !cause.equals("broadcast")) {
            return NONE;
        }
        boolean waits = edition && quiet.mode() == QuietHours.Mode.HOLD;
        return new Hush(true, waits ? Optional.of(quiet.over(now, zone)) : Optional.empty());
    }
}
