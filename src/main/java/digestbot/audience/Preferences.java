package digestbot.audience;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// The preferences that apply to all subscriptions of a subscriber.
///
/// @param language an IETF tag: the language of the bot's own texts
/// @param zone the subscriber's time zone; [ZoneOffset#UTC], which has no place name, until one is
///     chosen
/// @param schedule when topics without an own schedule are delivered
/// @param announcements true if the chat receives broadcasts
/// @param bundles true if digests of several topics that are due at the same time are sent as one
///     message
public record Preferences(
        String language,
        ZoneId zone,
        Optional<QuietHours> quiet,
        DeliverySchedule schedule,
        boolean announcements,
        boolean bundles) {

    public static final Preferences DEFAULT =
            new Preferences("en", ZoneOffset.UTC, Optional.empty(), new DeliverySchedule.Immediately(), true, true);

    public boolean hasZone() {
        return !zone.equals(ZoneOffset.UTC);
    }

    public Preferences withLanguage(String other) {
        return new Preferences(other, zone, quiet, schedule, announcements, bundles);
    }

    public Preferences withQuiet(Optional<QuietHours> other) {
        return new Preferences(language, zone, other, schedule, announcements, bundles);
    }

    public Preferences withSchedule(DeliverySchedule other) {
        return new Preferences(language, zone, quiet, other, announcements, bundles);
    }

    public Preferences withZone(ZoneId other) {
        return new Preferences(language, other, quiet, schedule, announcements, bundles);
    }

    public Preferences withAnnouncements(boolean enabled) {
        return new Preferences(language, zone, quiet, schedule, enabled, bundles);
    }

    public Preferences withBundles(boolean enabled) {
        return new Preferences(language, zone, quiet, schedule, announcements, enabled);
    }
}
