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
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds a time zone by the local time of a large city, or by the name that was typed.
public final class TimeZoneScreens {

    private static final int CITIES_PER_PAGE = 12;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    static final ZoneId UTC = ZoneId.of("UTC");

    /// A typed name leads to the overview.
    static final SettingsAction.Open SETTINGS = new SettingsAction.Open(0, Screen.OVERVIEW);

    /// The number of places that stay readable on a phone.
    private static final int MAX_CHOICES = 12;

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
        List<Button> last = new ArrayList<>();
        last.add(Replies.button(
                texts,
                "back-button",
                page.number() > 0 ? new SettingsAction.ShowCities(page.number() - 1, after) : back(context, after)));
        if (page.number() < page.last()) {
            last.add(Replies.button(
                    texts, "more-cities-button", new SettingsAction.ShowCities(page.number() + 1, after)));
        }
        rows.add(last);
        return screen(
                context,
                texts.format("clock-question") + "\n"
                        + texts.format("zone-by-name", context.usage(SettingsAction.SetTimeZone.class)),
                rows);
    }

    /// Asks which place is meant by a name that several have, or that none has.
    static Content question(CommandContext context, String typed, List<ZoneId> named) {
        Texts texts = context.texts();
        List<ZoneId> places = named.isEmpty() ? TimeZones.near(typed) : named;
        String question = places.isEmpty() ? "zone-unknown" : named.isEmpty() ? "zone-unknown-near" : "zone-several";
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(places.stream()
                .limit(MAX_CHOICES)
                .map(zone -> Replies.choice(
                        TimeZones.place(zone, texts) + " · " + clock(context.now(), zone),
                        new SettingsAction.SetZone(zone, SETTINGS),
                        zone.equals(context.preferences().zone())))
                .toList()));
        rows.add(List.of(Replies.button(texts, "back-button", begin(SETTINGS))));
        return screen(context, texts.format(question, typed), rows);
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

    static Content screen(CommandContext context, String question, List<List<Button>> rows) {
        return Replies.screen(context.texts().format("zone-button"), List.of(now(context), question), rows);
    }

    static String clock(Instant now, ZoneId zone) {
        return CLOCK.format(LocalTime.ofInstant(now, zone));
    }
}
