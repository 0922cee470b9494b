package digestbot.chat.settings;

import static digestbot.chat.settings.SettingsScreen.row;

import digestbot.chat.ListPage;
import digestbot.chat.ReplyFactory;
import digestbot.chat.settings.SettingsScreen.Keys;
import digestbot.chat.settings.SettingsScreen.Row;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.i18n.Texts;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// Finds a time zone by the local time of a large city, or by the name that was typed.
final class TimeZoneScreens {

    /// The number of places that stay readable on a phone.
    private static final int MAX_CHOICES = 12;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    private static final ZoneId UTC = ZoneId.of("UTC");

    /// A typed name leads to the overview.
    static final SettingsAction.Open OVERVIEW = new SettingsAction.Open(0, Screen.OVERVIEW);

    private TimeZoneScreens() {}

    /// The chat's zone and its local time, or that none was chosen.
    static String now(Scope scope) {
        ZoneId zone = scope.preferences().zone();
        return scope.preferences().hasZone()
                ? scope.texts().format("zone-now", TimeZones.place(zone, scope.texts()), clock(scope, zone))
                : scope.texts().format("zone-unset", clock(scope, UTC));
    }

    /// The key that begins the choice, from which it leads back to the screen.
    static Keys key(Screen screen) {
        return scope -> Keys.press(
                        "zone-button",
                        new SettingsAction.ShowCities(0, new SettingsAction.Open(scope.number(), screen)))
                .in(scope);
    }

    static SettingsScreen cities(Scope scope, int requestedPage, SettingsAction.Open after) {
        Texts texts = scope.texts();
        Optional<ZoneId> chosen = Optional.of(scope.preferences().zone())
                .filter(_ -> scope.preferences().hasZone());
        ListPage<ZoneId> page = ListPage.of(
                TimeZones.cities(scope.context().now(), texts.language(), chosen), MAX_CHOICES, requestedPage);
        int number = page.number();
        return screen(
                scope,
                texts.format("clock-question") + "\n"
                        + texts.format("zone-by-name", scope.context().usage(SettingsAction.SetTimeZone.class)),
                places(scope, page.shown(), after),
                row(
                        Keys.press(
                                "back-button",
                                number > 0 ? new SettingsAction.ShowCities(number - 1, after) : back(scope, after)),
                        Keys.press("more-cities-button", new SettingsAction.ShowCities(number + 1, after))
                                .when(number < page.last())));
    }

    /// Asks which place is meant by a name that several have, or that none has.
    static SettingsScreen question(Scope scope, String typed, List<ZoneId> named) {
        List<ZoneId> places = named.isEmpty() ? TimeZones.near(typed) : named;
        String question = places.isEmpty() ? "zone-unknown" : named.isEmpty() ? "zone-unknown-near" : "zone-several";
        return screen(
                scope,
                scope.texts().format(question, typed),
                places(scope, places, OVERVIEW),
                row(Keys.press("back-button", new SettingsAction.ShowCities(0, OVERVIEW))));
    }

    private static Row places(Scope scope, List<ZoneId> places, SettingsAction.Open after) {
        return row(Keys.keys(places.stream()
                .limit(MAX_CHOICES)
                .map(zone -> ReplyFactory.choice(
                        clock(scope, zone) + " " + TimeZones.place(zone, scope.texts()),
                        new SettingsAction.SetZone(zone, after),
                        zone.equals(scope.preferences().zone())))
                .toList()));
    }

    /// The screen before the choice; without a zone, the last one that needs none.
    private static SettingsAction back(Scope scope, SettingsAction.Open after) {
        if (scope.preferences().hasZone() || !after.screen().needsZone()) {
            return after;
        }
        return after.screen() == Screen.TIME
                ? new SettingsAction.Open(after.topic(), Screen.SCHEDULE)
                : new SettingsAction.ShowSettings();
    }

    private static SettingsScreen screen(Scope scope, String question, Row... rows) {
        return new SettingsScreen(scope.texts().format("zone-button"), List.of(now(scope), question), rows);
    }

    private static String clock(Scope scope, ZoneId zone) {
        return CLOCK.format(LocalTime.ofInstant(scope.context().now(), zone));
    }
}
