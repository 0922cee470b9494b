package digestbot.chat.settings;

import digestbot.action.SettingsAction;
import digestbot.action.SettingsAction.Screen;
import digestbot.audience.DeliverySchedule;
import digestbot.audience.QuietHours;
import digestbot.audience.QuietHours.Mode;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.i18n.Texts;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class QuietHoursScreen {

    private static final List<Integer> STARTS = List.of(18, 19, 20, 21, 22, 23, 0, 1, 2);

    private static final List<Integer> ENDS = List.of(4, 5, 6, 7, 8, 9, 10, 11, 12);

    private QuietHoursScreen() {}

    /// The present choice, and a button for every other one; no button moves when one is pressed.
    static Content of(Scope scope) {
        Texts texts = scope.texts();
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(
                List.of(usual(scope, 21, 6), usual(scope, 22, 7), usual(scope, 23, 7), usual(scope, 23, 8))));
        rows.add(List.of(
                Button.callback(
                        texts.format("quiet-from-button", scope.quiet().from()),
                        new SettingsAction.Open(0, Screen.QUIET_FROM)),
                Button.callback(
                        texts.format("quiet-to-button", scope.quiet().to()),
                        new SettingsAction.Open(0, Screen.QUIET_UNTIL))));
        rows.add(List.of(
                Settings.QUIET_MODE.button(scope, texts.format("quiet-hold-button"), Mode.HOLD),
                Settings.QUIET_MODE.button(scope, texts.format("quiet-silent-button"), Mode.SILENT)));
        rows.add(List.of(
                Settings.QUIET.button(scope, texts.format("quiet-none-button"), Optional.empty()),
                Replies.button(
                        texts,
                        "zone-button",
                        TimeZoneScreens.begin(scope.context(), new SettingsAction.Open(0, Screen.QUIET)))));
        rows.add(List.of(Replies.button(texts, "back-button", new SettingsAction.ShowSettings())));
        return screen(scope, rows);
    }

    private static Button usual(Scope scope, int from, int to) {
        var hours = new QuietHours(
                LocalTime.of(from, 0), LocalTime.of(to, 0), scope.quiet().mode());
        return Settings.QUIET.button(scope, hours.from() + "–" + hours.to(), Optional.of(hours));
    }

    static Content start(Scope scope) {
        return edge(
                scope,
                Settings.QUIET_FROM,
                STARTS,
                scope.quiet().from(),
                scope.quiet().to());
    }

    static Content end(Scope scope) {
        return edge(
                scope,
                Settings.QUIET_UNTIL,
                ENDS,
                scope.quiet().to(),
                scope.quiet().from());
    }

    /// A step that would make both edges equal is skipped.
    private static Content edge(
            Scope scope, Setting<LocalTime> setting, List<Integer> hours, LocalTime edge, LocalTime other) {
        List<List<Button>> rows = DeliveryTimeScreens.times(scope, setting, hours, time -> time, step -> {
            LocalTime shifted = edge.plusMinutes(step);
            return shifted.equals(other) ? shifted.plusMinutes(step) : shifted;
        });
        rows.add(List.of(scope.open("back-button", Screen.QUIET)));
        return screen(scope, rows);
    }

    private static Content screen(Scope scope, List<List<Button>> rows) {
        Texts texts = scope.texts();
        Optional<QuietHours> quiet = scope.preferences().quiet();
        return Replies.screen(
                texts.format("quiet-button"),
                List.of(
                        TimeZoneScreens.now(scope.context())
                                + quiet.map(hours -> " · " + line(texts, hours)).orElse(""),
                        quiet.map(hours -> effect(texts, hours)).orElseGet(() -> texts.format("quiet-question"))),
                rows);
    }

    /// Such as “quiet 22:00–07:00”.
    static String line(Texts texts, QuietHours hours) {
        return texts.format(
                switch (hours.mode()) {
                    case HOLD -> "quiet-line";
                    case SILENT -> "silent-line";
                },
                hours.from(),
                hours.to());
    }

    private static String effect(Texts texts, QuietHours hours) {
        return switch (hours.mode()) {
            case HOLD -> texts.format("quiet-holds", hours.to());
            case SILENT -> texts.format("quiet-silences");
        };
    }

    static Optional<String> warning(Scope scope, DeliverySchedule when) {
        Texts texts = scope.texts();
        return scope.preferences()
                .quiet()
                .filter(hours -> when.timeOfDay().filter(hours::contains).isPresent())
                .map(hours -> switch (hours.mode()) {
                    case HOLD -> texts.format("time-in-quiet", hours.from(), hours.to(), hours.to());
                    case SILENT -> texts.format("time-in-silence", hours.from(), hours.to());
                });
    }
}
