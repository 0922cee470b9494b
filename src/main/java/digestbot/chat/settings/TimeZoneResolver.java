package digestbot.chat.settings;

import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class TimeZoneResolver {

    /// The number of places that stay readable on a phone.
    private static final int MAX_CHOICES = 12;

    private static final int HOURS_OF_OFFSETS = 18;
    private static final int MINUTES_A_DAY = 1_440;

    /// The tolerated deviation of the typed time.
    private static final int TOLERANCE_MINUTES = 7;

    private static final Pattern OFFSET =
            Pattern.compile("(?i)(?:UTC|GMT|Z)?\\s*(?<sign>[+−-])\\s*(?<hours>\\d{1,2})(?::?(?<minutes>[0-5]\\d))?");

    private static final Pattern CLOCK = Pattern.compile("(?<hours>[01]?\\d|2[0-3])[:.](?<minutes>[0-5]\\d)");

    private TimeZoneResolver() {}

    sealed interface Resolution {

        record Resolved(ZoneId zone) implements Resolution {}

        /// The name is ambiguous or unknown. If many zones may be meant, `places` are some of them.
        record Question(String question, List<ZoneId> places) implements Resolution {}
    }

    /// The name must not be blank.
    static Resolution resolve(CommandContext context, String name) {
        String typed = Replies.quoteInput(name);
        Matcher offset = OFFSET.matcher(typed);
        if (offset.matches()) {
            return ofOffset(context, typed, offset);
        }
        Matcher clock = CLOCK.matcher(typed);
        if (clock.matches()) {
            return ofClock(context, typed, LocalTime.of(number(clock, "hours"), number(clock, "minutes")));
        }
        List<ZoneId> named = TimeZoneFinder.named(typed);
        if (named.size() == 1) {
            return new Resolution.Resolved(named.getFirst());
        }
        if (!named.isEmpty()) {
            return ask(context.texts().format("zone-several", typed), named);
        }
        List<ZoneId> near = TimeZoneFinder.near(typed);
        return ask(context.texts().format(near.isEmpty() ? "zone-unknown" : "zone-unknown-near", typed), near);
    }

    /// An offset does not define daylight saving, so a place must be chosen.
    private static Resolution ofOffset(CommandContext context, String typed, Matcher offset) {
        int hours = number(offset, "hours");
        int minutes = offset.group("minutes") == null ? 0 : number(offset, "minutes");
        int ahead = (offset.group("sign").equals("+") ? 1 : -1) * (hours * 60 + minutes);
        if (ahead == 0) {
            return new Resolution.Resolved(TimeZoneScreens.UTC);
        }
        List<ZoneId> places =
                hours < HOURS_OF_OFFSETS ? TimeZones.at(context.now(), minute -> minute == ahead) : List.of();
        return ask(context.texts().format(places.isEmpty() ? "zone-no-offset" : "zone-offset", typed), places);
    }

    /// Resolves a typed local time: a person wrote what time it is for them.
    private static Resolution ofClock(CommandContext context, String typed, LocalTime clock) {
        int there = clock.toSecondOfDay() / 60;
        int utc = LocalTime.ofInstant(context.now(), ZoneOffset.UTC).toSecondOfDay() / 60;
        List<ZoneId> places = TimeZones.at(context.now(), minutes -> {
            int off = Math.floorMod(utc + minutes - there, MINUTES_A_DAY);
            return Math.min(off, MINUTES_A_DAY - off) <= TOLERANCE_MINUTES;
        });
        return ask(context.texts().format(places.isEmpty() ? "zone-unknown" : "zone-by-clock", typed), places);
    }

    private static Resolution ask(String question, List<ZoneId> places) {
        return new Resolution.Question(
                question, places.stream().limit(MAX_CHOICES).toList());
    }

    private static int number(Matcher matcher, String group) {
        return Integer.parseInt(matcher.group(group));
    }
}
