package digestbot.chat.settings;

import digestbot.action.SettingsAction;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.ListPage;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.i18n.Texts;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Finds a time zone by the local time of a large city, or among those that a name may mean.
public final class TimeZoneScreens {

    private static final int CITIES_PER_PAGE = 18;
    static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    static final ZoneId UTC = ZoneId.of("UTC");

    /// A city whose page is shown first to people of a language, if they have chosen no zone.
    private static final Map<String, ZoneId> CITIES_BY_LANGUAGE = Map.of("zh", ZoneId.of("Asia/Shanghai"));

    private TimeZoneScreens() {}

    /// The chat's zone and its local time, or that none was chosen.
    static String now(CommandContext context) {
        return context.preferences().hasZone()
                ? now(context, context.preferences().zone())
                : context.texts().format("zone-unset", clock(context.now(), UTC));
    }

    private static String now(CommandContext context, ZoneId zone) {
        return context.texts().format("zone-now", Texts.zone(zone), clock(context.now(), zone));
    }

    /// The press that begins the choice, with the cities around the chat's zone.
    static SettingsAction begin(CommandContext context, SettingsAction.Open after) {
        return new SettingsAction.ShowCities(firstPage(context), after);
    }

    static Content first(CommandContext context, SettingsAction.Open after) {
        return cities(context, firstPage(context), after);
    }

    private static int firstPage(CommandContext context) {
        ZoneId near = context.preferences().hasZone()
                ? context.preferences().zone()
                : CITIES_BY_LANGUAGE.getOrDefault(context.texts().language(), UTC);
        int offset = TimeZones.offset(near, context.now());
        long before = TimeZones.cities(context.now()).stream()
                .filter(city -> TimeZones.offset(city, context.now()) < offset)
                .count();
        return Math.toIntExact(before) / CITIES_PER_PAGE;
    }

    static Content cities(CommandContext context, int requestedPage, SettingsAction.Open after) {
        Texts texts = context.texts();
        ZoneId current = context.preferences().zone();
        ListPage<ZoneId> page = ListPage.of(TimeZones.cities(context.now()), CITIES_PER_PAGE, requestedPage);
        List<List<Button>> rows = page.rows(
                zone -> Replies.choice(
                        clock(context.now(), zone) + " " + TimeZones.place(zone),
                        new SettingsAction.SetZone(zone, after),
                        zone.equals(current)),
                number -> new SettingsAction.ShowCities(number, after));
        rows.add(List.of(
                Replies.button(texts, "back-button", back(after)),
                Replies.button(texts, "other-places-button", new SettingsAction.OtherPlaces(after))));
        return screen(
                context,
                texts.format("clock-question") + "\n"
                        + texts.format("zone-by-name", context.usage(SettingsAction.SetTimeZone.class)),
                rows);
    }

    static Content question(
            CommandContext context, TimeZoneResolver.Resolution.Question question, SettingsAction.Open after) {
        Texts texts = context.texts();
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(question.places().stream()
                .map(zone -> Replies.choice(
                        TimeZones.place(zone) + " · " + clock(context.now(), zone),
                        new SettingsAction.SetZone(zone, after),
                        zone.equals(context.preferences().zone())))
                .toList()));
        rows.add(List.of(
                Replies.button(texts, "zone-by-time-button", begin(context, after)),
                Replies.button(texts, "settings-button", new SettingsAction.ShowSettings())));
        return screen(context, question.question(), rows);
    }

    /// The screen before the choice. Quiet hours need a zone, so the way back leads past them.
    private static SettingsAction back(SettingsAction.Open after) {
        return after.screen().isOfTopic()
                ? new SettingsAction.Open(after.topic(), SettingsAction.Screen.TOPIC)
                : new SettingsAction.ShowSettings();
    }

    /// All places can be typed; only UTC is no place.
    static Content otherPlaces(CommandContext context, SettingsAction.Open after) {
        Texts texts = context.texts();
        return screen(
                context,
                texts.format("other-places", context.usage(SettingsAction.SetTimeZone.class)),
                List.of(List.of(
                        Replies.button(texts, "back-button", begin(context, after)),
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
}
