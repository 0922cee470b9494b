package digestbot.chat.settings;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.QuietHours;
import digestbot.chat.Replies;
import digestbot.chat.SubscriptionText;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.i18n.Texts;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The screens of the delivery time and days of a subscription, and of the quiet hours of a chat.
record TimeScreens(SubscriptionText subscriptionText) {

    /// The time from which the first step leads if none is set.
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private static final List<Integer> HOURS = List.of(6, 7, 8, 9, 12, 15, 18, 20, 22);

    /// The number of times that stay in one row on a phone when one of them is marked.
    private static final int TIMES_A_ROW = 3;

    private static final int DAYS_A_ROW = 4;

    private static final List<Integer> STARTS = List.of(18, 19, 20, 21, 22, 23, 0, 1, 2);

    private static final List<Integer> ENDS = List.of(4, 5, 6, 7, 8, 9, 10, 11, 12);

    /// The ways in which the digests of a subscription arrive.
    Content schedule(Scope scope) {
        Texts texts = scope.texts();
        List<List<Button>> rows = new ArrayList<>();
        rows.add(List.of(
                Settings.TIME.button(scope, Replies.capital(texts.format("immediately")), Optional.empty()),
                scope.open("time-button", Screen.TIME)));
        rows.add(List.of(roundUp(scope), scope.open("days-button", Screen.DAYS)));
        rows.add(List.of(scope.open("back-button", Screen.TOPIC), zone(scope, Screen.SCHEDULE)));
        return screen(scope, "time-question", rows);
    }

    private static Button zone(Scope scope, Screen here) {
        return Replies.button(
                scope.texts(), "zone-button", TimeZoneScreens.begin(new SettingsAction.Open(scope.number(), here)));
    }

    Content time(Scope scope) {
        return time(scope, "time-question");
    }

    private Content time(Scope scope, String question) {
        // The steps are there even without a time, so that no button moves when a time is tapped.
        LocalTime base = scope.schedule().timeOfDay().orElse(MORNING);
        List<List<Button>> rows = times(scope, Settings.TIME, HOURS, Optional::of, base::plusMinutes);
        rows.add(List.of(scope.open("back-button", Screen.SCHEDULE), zone(scope, Screen.TIME)));
        return screen(scope, question, rows);
    }

    /// Common hours, and steps that shift a time back and forth. Each button has the resulting time.
    private static <T> List<List<Button>> times(
            Scope scope,
            Setting<T> setting,
            List<Integer> hours,
            Function<LocalTime, T> value,
            IntFunction<LocalTime> shifted) {
        List<List<Button>> rows = new ArrayList<>(Replies.inRows(
                TIMES_A_ROW,
                hours.stream()
                        .map(hour -> LocalTime.of(hour, 0))
                        .map(time -> setting.button(scope, time.toString(), value.apply(time)))
                        .toList()));
        rows.add(IntStream.of(-60, -15, 15, 60)
                .mapToObj(step -> Button.callback(
                        label(scope.texts(), step), setting.choice(scope, value.apply(shifted.apply(step)))))
                .toList());
        return rows;
    }

    private static String label(Texts texts, int minutes) {
        int size = Math.abs(minutes);
        return (minutes < 0 ? "−" : "+") + (size == 60 ? texts.format("hours", 1) : texts.format("minutes", size));
    }

    /// The screen of the days; without a time, it asks for the time first.
    Content days(Scope scope) {
        if (scope.schedule() instanceof DeliverySchedule.Immediately) {
            return time(scope, "time-first");
        }
        Texts texts = scope.texts();
        boolean weekly = scope.schedule() instanceof DeliverySchedule.Weekly;
        List<List<Button>> rows = new ArrayList<>(Replies.inRows(
                DAYS_A_ROW,
                Arrays.stream(DayOfWeek.values())
                        .map(day ->
                                weekly ? Settings.ROUND_UP.button(scope, texts.weekday(day), day) : toggle(scope, day))
                        .toList()));
        rows.add(List.of(
                all(scope, "workdays", SubscriptionText.WORKDAYS),
                all(scope, "every-day", SubscriptionText.EVERY_DAY)));
        rows.add(List.of(scope.open("back-button", Screen.SCHEDULE)));
        return screen(scope, weekly ? "round-up-question" : "days-question", rows);
    }

    /// The button of the last remaining day chooses no day, which is refused.
    private static Button toggle(Scope scope, DayOfWeek day) {
        Set<DayOfWeek> chosen = Settings.DAYS.now().apply(scope).orElseThrow();
        Set<DayOfWeek> toggled = EnumSet.copyOf(chosen);
        if (!toggled.remove(day)) {
            toggled.add(day);
        }
        return Replies.toggle(scope.texts().weekday(day), Settings.DAYS.choice(scope, toggled), chosen.contains(day));
    }

    private static Button all(Scope scope, String label, Set<DayOfWeek> days) {
        return Settings.DAYS.button(scope, Replies.capital(scope.texts().format(label)), days);
    }

    private static Button roundUp(Scope scope) {
        DayOfWeek day = Settings.ROUND_UP.now().apply(scope).orElse(DayOfWeek.SUNDAY);
        return Settings.ROUND_UP.button(scope, Replies.capital(scope.texts().format("round-up")), day);
    }

    private Content screen(Scope scope, String question, List<List<Button>> rows) {
        DeliverySchedule when = scope.schedule();
        return Replies.screen(
                scope.topic().name(),
                List.of(
                        Replies.capital(SubscriptionText.when(scope.texts(), when))
                                + subscriptionText.next(scope.context(), scope.subscription()) + "\n"
                                + TimeZoneScreens.now(scope.context())
                                + warning(scope, when)
                                        .map(warning -> "\n" + warning)
                                        .orElse(""),
                        scope.texts().format(question)),
                rows);
    }

    /// The present choice, and a button for every other one; no button moves when one is pressed.
    static Content quiet(Scope scope) {
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
                Settings.QUIET.button(scope, texts.format("quiet-none-button"), Optional.empty()),
                zone(scope, Screen.QUIET)));
        rows.add(List.of(Replies.button(texts, "back-button", new SettingsAction.ShowSettings())));
        return quietScreen(scope, rows);
    }

    private static Button usual(Scope scope, int from, int to) {
        var hours = new QuietHours(LocalTime.of(from, 0), LocalTime.of(to, 0));
        return Settings.QUIET.button(scope, hours.from() + "–" + hours.to(), Optional.of(hours));
    }

    static Content quietFrom(Scope scope) {
        return edge(
                scope,
                Settings.QUIET_FROM,
                STARTS,
                scope.quiet().from(),
                scope.quiet().to());
    }

    static Content quietUntil(Scope scope) {
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
        List<List<Button>> rows = times(scope, setting, hours, time -> time, step -> {
            LocalTime shifted = edge.plusMinutes(step);
            return shifted.equals(other) ? shifted.plusMinutes(step) : shifted;
        });
        rows.add(List.of(scope.open("back-button", Screen.QUIET)));
        return quietScreen(scope, rows);
    }

    private static Content quietScreen(Scope scope, List<List<Button>> rows) {
        Texts texts = scope.texts();
        Optional<QuietHours> quiet = scope.preferences().quiet();
        return Replies.screen(
                texts.format("quiet-button"),
                List.of(
                        TimeZoneScreens.now(scope.context())
                                + quiet.map(hours -> " · " + quiet(texts, hours))
                                        .orElse(""),
                        quiet.map(hours -> texts.format("quiet-holds", hours.to()))
                                .orElseGet(() -> texts.format("quiet-question"))),
                rows);
    }

    /// Such as “quiet 22:00–07:00”.
    static String quiet(Texts texts, QuietHours hours) {
        return texts.format("quiet-line", hours.from(), hours.to());
    }

    private static Optional<String> warning(Scope scope, DeliverySchedule when) {
        Texts texts = scope.texts();
        return scope.preferences()
                .quiet()
                .filter(hours -> when.timeOfDay().filter(hours::contains).isPresent())
                .map(hours -> texts.format("time-in-quiet", hours.from(), hours.to(), hours.to()));
    }
}
