package digestbot.chat.settings;

import digestbot.action.SettingsAction;
import digestbot.action.SettingsAction.Screen;
import digestbot.audience.DeliverySchedule;
import digestbot.chat.common.Replies;
import digestbot.chat.common.SubscriptionText;
import digestbot.content.Button;
import digestbot.content.Content;
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

record DeliveryTimeScreens(SubscriptionText subscriptionText) {

    /// The time from which the first step leads if none is set.
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private static final List<Integer> HOURS = List.of(6, 7, 8, 9, 12, 15, 18, 20, 22);

    /// The number of times that stay in one row on a phone when one of them is marked.
    private static final int TIMES_A_ROW = 3;

    private static final int DAYS_A_ROW = 4;

    Content time(Scope scope) {
        return time(scope, "time-question");
    }

    private Content time(Scope scope, String question) {
        Texts texts = scope.texts();
        // The steps are there even without a time, so that no button moves when a time is tapped.
        LocalTime base = scope.schedule().timeOfDay().orElse(MORNING);
        List<List<Button>> rows = times(scope, Settings.TIME, HOURS, Optional::of, base::plusMinutes);
        rows.add(List.of(
                Settings.TIME.button(scope, Replies.capital(texts.format("immediately")), Optional.empty()),
                scope.open("days-button", Screen.DAYS)));
        rows.add(List.of(roundUp(scope)));
        rows.add(List.of(
                scope.open("back-button", Screen.TOPIC),
                Replies.button(
                        texts,
                        "zone-button",
                        TimeZoneScreens.begin(scope.context(), new SettingsAction.Open(scope.number(), Screen.TIME)))));
        return screen(scope, question, rows);
    }

    /// Common hours, and steps that shift a time back and forth. Each button has the resulting time.
    static <T> List<List<Button>> times(
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
        rows.add(List.of(roundUp(scope)));
        rows.add(List.of(scope.open("back-button", Screen.TIME)));
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
                                + QuietHoursScreen.warning(scope, when)
                                        .map(warning -> "\n" + warning)
                                        .orElse(""),
                        scope.texts().format(question)),
                rows);
    }
}
