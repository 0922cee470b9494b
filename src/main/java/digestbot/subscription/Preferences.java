package digestbot.subscription;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// What holds for all of a subscriber's subscriptions.
///
/// @param language an IETF tag: the language of the bot's own words
/// @param zone where the subscriber's clock is
/// @param announcements whether broadcasts are welcome
public record Preferences(String language, ZoneId zone, Optional<QuietHours> quiet, boolean announcements) {

    /// What holds until something else is chosen.
    public static final Preferences DEFAULT = new Preferences("en", ZoneOffset.UTC, Optional.empty(), true);

    /// The same in another language.
    public Preferences withLanguage(String other) {
        return new Preferences(other, zone, quiet, announcements);
    }

    /// The same in another zone.
    public Preferences withZone(ZoneId other) {
        return new Preferences(language, other, quiet, announcements);
    }
}
