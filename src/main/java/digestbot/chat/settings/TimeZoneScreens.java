package digestbot.chat.settings;

import digestbot.audience.Preferences;
import digestbot.chat.CommandContext;
import digestbot.chat.ListPage;
import digestbot.chat.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.i18n.Texts;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds a time zone by the local time of a large city, or by what was typed: a name, an offset from
/// UTC, or what time it is there.
public final class TimeZoneScreens {

    private static final int CITIES_PER_PAGE = 12;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    static final ZoneId UTC = ZoneId.of("UTC");

    /// The number of places that stay readable on a phone.
    private static final int MAX_CHOICES = 12;

    private static final int HOURS_OF_OFFSETS = 18;
    private static final int MINUTES_A_DAY = 1_440;

    /// The tolerated deviation of the typed time.
    private static final int TOLERANCE_MINUTES = 7;

    private static final Pattern OFFSET =
            Pattern.compile("(?i)(?:UTC|GMT|Z)?\\s*(?<sign>[+−-])\\s*(?<hours>\\d{1,2})(?::?(?<minutes>[0-5]\\d))?");

    private static final Pattern TYPED_CLOCK = Pattern.compile("(?<hours>[01]?\\d|2[0-3])[:.](?<minutes>[0-5]\\d)");

    private TimeZoneScreens() {}

    /// The chat's zone and its local time, or that none was chosen.
    static String now(CommandContext context) {
        return context.preferences().hasZone()
                ? now(context, context.preferences().zone())
                : context.texts().format("zone-unset", clock(context.now(), UTC));
    }

    private static String now(CommandContext context, ZoneId zone) {
        return context.texts().format("zone-now", TimeZones.place(zone, context.texts()), clock(context.now(), zone));
    }

    /// The press that begins the choice.
    static SettingsAction begin(SettingsAction.Open after) {
        return new SettingsAction.ShowCities(0, after);
    }

    static Content cities(CommandContext context, int requestedPage, SettingsAction.Open after) {
        Texts texts = context.texts();
        Optional<ZoneId> chosen =
                Optional.of(context.preferences()).filter(Preferences::hasZone).map(Preferences::zone);
        ListPage<ZoneId> page =
                ListPage.of(TimeZones.cities(context.now(), texts.language(), chosen), CITIES_PER_PAGE, requestedPage);
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(page.shown().stream()
                .map(zone -> Replies.choice(
                        clock(context.now(), zone) + " " + TimeZones.place(zone, texts),
                        new SettingsAction.SetZone(zone, after),
                        chosen.filter(zone::equals).isPresent()))
                .toList()));
        List<Button> others = new ArrayList<>();
        if (page.number() < page.last()) {
            others.add(Replies.button(
                    texts, "more-cities-button", new SettingsAction.ShowCities(page.number() + 1, after)));
        }
        others.add(Replies.button(texts, "other-places-button", new SettingsAction.OtherPlaces(after)));
        rows.add(others);
        rows.add(List.of(Replies.button(
                texts,
                "back-button",
                page.number() > 0 ? new SettingsAction.ShowCities(page.number() - 1, after) : back(context, after))));
        return screen(
                context,
                texts.format("clock-question") + "\n"
                        + texts.format("zone-by-name", context.usage(SettingsAction.SetTimeZone.class)),
                rows);
    }

    static Content question(CommandContext context, Resolution.Question question, SettingsAction.Open after) {
        Texts texts = context.texts();
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(question.places().stream()
                .map(zone -> Replies.choice(
                        TimeZones.place(zone, texts) + " · " + clock(context.now(), zone),
                        new SettingsAction.SetZone(zone, after),
                        zone.equals(context.preferences().zone())))
                .toList()));
        rows.add(List.of(
                Replies.button(texts, "zone-by-time-button", begin(after)),
                Replies.button(texts, "settings-button", new SettingsAction.ShowSettings())));
        return screen(context, question.question(), rows);
    }

    /// The screen before the choice; without a zone, the last one that needs none.
    private static SettingsAction back(CommandContext context, SettingsAction.Open after) {
        if (context.preferences().hasZone() || !after.screen().needsZone()) {
            return after;
        }
        return after.screen().isOfTopic()
                ? new SettingsAction.Open(after.topic(), Screen.SCHEDULE)
                : new SettingsAction.ShowSettings();
    }

    /// All places can be typed; only UTC is no place.
    static Content otherPlaces(CommandContext context, SettingsAction.Open after) {
        Texts texts = context.texts();
        return screen(
                context,
                texts.format("other-places", context.usage(SettingsAction.SetTimeZone.class)),
                List.of(List.of(
                        Replies.button(texts, "back-button", begin(after)),
                        Replies.choice(
                                "UTC",
                                new SettingsAction.SetZone(UTC, after),
                                context.preferences().zone().equals(UTC)))));
    }

    static Content screen(CommandContext context, String question, List<List<Button>> rows) {
        return Replies.screen(context.texts().format("zone-button"), List.of(now(context), question), rows);
    }

    static String clock(Instant now, ZoneId zone) {
        return CLOCK.format(LocalTime.ofInstant(now, zone));
    }

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
        Matcher clock = TYPED_CLOCK.matcher(typed);
        if (clock.matches()) {
            return ofClock(context, typed, LocalTime.of(number(clock, "hours"), number(clock, "minutes")));
        }
        List<ZoneId> named = TimeZones.named(typed);
        if (named.size() == 1) {
            return new Resolution.Resolved(named.getFirst());
        }
        if (!named.isEmpty()) {
            return ask(context.texts().format("zone-several", typed), named);
        }
        List<ZoneId> near = TimeZones.near(typed);
        return ask(context.texts().format(near.isEmpty() ? "zone-unknown" : "zone-unknown-near", typed), near);
    }

    /// An offset does not define daylight saving, so a place must be chosen.
    private static Resolution ofOffset(CommandContext context, String typed, Matcher offset) {
        int hours = number(offset, "hours");
        int minutes = offset.group("minutes") == null ? 0 : number(offset, "minutes");
        int ahead = (offset.group("sign").equals("+") ? 1 : -1) * (hours * 60 + minutes);
        if (ahead == 0) {
            return new Resolution.Resolved(UTC);
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
