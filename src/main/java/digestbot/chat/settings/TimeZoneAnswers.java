package digestbot.chat.settings;

import digestbot.button.SettingsPress;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.i18n.SettingsPhrase;
import digestbot.i18n.Texts;
import digestbot.i18n.ZonePhrase;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The answers to the name of a time zone.
final class TimeZoneAnswers {

    /// The number of places that stay readable on a phone.
    private static final int MOST = 12;

    private static final int HOURS_OF_OFFSETS = 18;
    private static final int MINUTES_A_DAY = 1_440;

    /// The tolerated deviation of the typed time, in minutes.
    private static final int SLACK_MINUTES = 7;

    private static final Pattern OFFSET =
            Pattern.compile("(?i)(?:UTC|GMT|Z)?\\s*(?<sign>[+−-])\\s*(?<hours>\\d{1,2})(?::?(?<minutes>[0-5]\\d))?");

    private static final Pattern CLOCK = Pattern.compile("(?<hours>[01]?\\d|2[0-3])[:.](?<minutes>[0-5]\\d)");

    private TimeZoneAnswers() {}

    /// The result of looking a name up.
    sealed interface Answer {

        /// It means this zone.
        record Clear(ZoneId zone) implements Answer {}

        /// The name is ambiguous or unknown, so a question is needed.
        record Ask(Content question) implements Answer {}
    }

    static Answer to(CommandContext asked, String name) {
        String typed = Replies.echo(name);
        if (typed.isEmpty()) {
            return new Answer.Ask(TimeZoneScreens.regions(asked));
        }
        Matcher offset = OFFSET.matcher(typed);
        if (offset.matches()) {
            return ofOffset(asked, typed, offset);
        }
        Matcher clock = CLOCK.matcher(typed);
        if (clock.matches()) {
            return ofClock(asked, typed, LocalTime.of(number(clock, "hours"), number(clock, "minutes")));
        }
        List<ZoneId> named = TimeZoneFinder.named(typed);
        if (named.size() == 1) {
            return new Answer.Clear(named.getFirst());
        }
        if (!named.isEmpty()) {
            return ask(asked, asked.words().say(ZonePhrase.ZONE_SEVERAL, typed), named);
        }
        List<ZoneId> near = TimeZoneFinder.near(typed);
        return ask(
                asked,
                asked.words().say(near.isEmpty() ? ZonePhrase.ZONE_UNKNOWN : ZonePhrase.ZONE_UNKNOWN_NEAR, typed),
                near);
    }

    /// An offset does not define daylight saving, so a place must be chosen.
    private static Answer ofOffset(CommandContext asked, String typed, Matcher offset) {
        int hours = number(offset, "hours");
        int minutes = offset.group("minutes") == null ? 0 : number(offset, "minutes");
        int ahead = (offset.group("sign").equals("+") ? 1 : -1) * (hours * 60 + minutes);
        if (ahead == 0) {
            return new Answer.Clear(TimeZoneScreens.UTC);
        }
        List<ZoneId> places =
                hours < HOURS_OF_OFFSETS ? TimeZones.at(asked.now(), minute -> minute == ahead) : List.of();
        return ask(
                asked,
                asked.words().say(places.isEmpty() ? ZonePhrase.ZONE_NO_OFFSET : ZonePhrase.ZONE_OFFSET, typed),
                places);
    }

    /// Somebody wrote what time it is for them.
    private static Answer ofClock(CommandContext asked, String typed, LocalTime clock) {
        int there = clock.toSecondOfDay() / 60;
        int utc = LocalTime.ofInstant(asked.now(), ZoneOffset.UTC).toSecondOfDay() / 60;
        List<ZoneId> places = TimeZones.at(asked.now(), minutes -> {
            int off = Math.floorMod(utc + minutes - there, MINUTES_A_DAY);
            return Math.min(off, MINUTES_A_DAY - off) <= SLACK_MINUTES;
        });
        return ask(
                asked,
                asked.words().say(places.isEmpty() ? ZonePhrase.ZONE_UNKNOWN : ZonePhrase.ZONE_BY_CLOCK, typed),
                places);
    }

    private static Answer ask(CommandContext asked, String question, List<ZoneId> places) {
        Texts words = asked.words();
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(places.stream()
                .limit(MOST)
                .map(zone -> Replies.choice(
                        TimeZones.place(zone) + " · " + TimeZoneScreens.clock(asked.now(), zone),
                        new SettingsPress.SetZone(zone),
                        zone.equals(asked.preferences().zone())))
                .toList()));
        rows.add(List.of(
                Replies.button(words, ZonePhrase.ZONE_BY_TIME_BUTTON, new SettingsPress.Regions()),
                Replies.button(words, SettingsPhrase.SETTINGS_BUTTON, new SettingsPress.Overview())));
        return new Answer.Ask(
                Replies.screen(words.say(ZonePhrase.ZONE_BUTTON), List.of(TimeZoneScreens.now(asked), question), rows));
    }

    private static int number(Matcher matcher, String group) {
        return Integer.parseInt(matcher.group(group));
    }
}
