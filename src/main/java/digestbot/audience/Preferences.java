package digestbot.audience;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// Preferences that hold for all of a subscriber's subscriptions.
///
/// @param language an IETF tag: the language of the bot's own words
/// @param zone where the subscriber's clock is
/// @param announcements whether the chat receives broadcasts that are not marked important
/// @param bundles whether digests of several topics that are due at one time come as one message
public record Preferences(
        String language, ZoneId zone, Optional<QuietHours> quiet, boolean announcements, boolean bundles) {

    /// The preferences of a subscriber who has chosen nothing.
    public static final Preferences DEFAULT = new Preferences("en", ZoneOffset.UTC, Optional.empty(), true, true);

    /// The same in another language.
    public Preferences withLanguage(String other) {
        return new Preferences(other, zone, quiet, announcements, bundles);
    }

    /// The same with other quiet hours.
    public Preferences withQuiet(Optional<QuietHours> other) {
        return new Preferences(language, zone, other, announcements, bundles);
    }

    /// The same in another zone.
    public Preferences withZone(ZoneId other) {
        return new Preferences(language, other, quiet, announcements, bundles);
    }

    /// The same with announcements or without.
    public Preferences withAnnouncements(boolean enabled) {
        return new Preferences(language, zone, quiet, enabled, bundles);
    }

    /// The same with bundles or without.
    public Preferences withBundles(boolean enabled) {
        return new Preferences(language, zone, quiet, announcements, enabled);
    }
}
