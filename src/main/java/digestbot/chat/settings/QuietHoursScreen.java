package digestbot.chat.settings;

import digestbot.action.AfterZoneChoice;
import digestbot.action.SettingsAction;
import digestbot.audience.DeliverySchedule;
import digestbot.audience.QuietHours;
import digestbot.audience.QuietHours.Mode;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.i18n.Texts;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

final class QuietHoursScreen {

    private static final int MINUTES_A_DAY = 1_440;
    private static final int TEN_IN_THE_EVENING = 22 * 60;
    private static final int SEVEN_IN_THE_MORNING = 7 * 60;

    /// The common quiet hours: the hours at which they start and end.
    private static final List<List<Integer>> USUAL =
            List.of(List.of(21, 6), List.of(22, 7), List.of(23, 7), List.of(23, 8));

    private static final List<Integer> STARTS = List.of(18, 19, 20, 21, 22, 23, 0, 1, 2);

    private static final List<Integer> ENDS = List.of(4, 5, 6, 7, 8, 9, 10, 11, 12);

    private QuietHoursScreen() {}

    /// The quiet hours after a press. A missing start or end gets its usual value.
    static Optional<QuietHours> wanted(Optional<QuietHours> now, SettingsAction.QuietHoursPress press) {
        Mode mode = now.map(QuietHours::mode).orElse(Mode.HOLD);
        int from = from(now);
        int to = to(now);
        return switch (press) {
            case SettingsAction.ShowQuietHours(), SettingsAction.ChooseQuietFrom(), SettingsAction.ChooseQuietTo() ->
                now;
            case SettingsAction.SetQuiet(int first, int last) -> between(first, last, mode);
            case SettingsAction.QuietFrom(int minute) -> between(minute, to, mode);
            case SettingsAction.QuietTo(int minute) -> between(from, minute, mode);
            case SettingsAction.SetQuietMode(Mode other) ->
                now.map(hours -> hours.withMode(other)).or(() -> between(from, to, other));
            case SettingsAction.NoQuiet() -> Optional.empty();
        };
    }

    /// The present choice, and a button for every other one; no button moves when one is pressed.
    static Content of(CommandContext context) {
        Texts texts = context.texts();
        Optional<QuietHours> quiet = context.preferences().quiet();
        List<List<Button>> rows = new ArrayList<>(
                Replies.inPairs(USUAL.stream().map(usual -> usual(quiet, usual)).toList()));
        rows.add(List.of(
                Button.callback(
                        texts.format("quiet-from-button", time(from(quiet))), new SettingsAction.ChooseQuietFrom()),
                Button.callback(texts.format("quiet-to-button", time(to(quiet))), new SettingsAction.ChooseQuietTo())));
        rows.add(List.of(
                mode(texts, "quiet-hold-button", Mode.HOLD, quiet),
                mode(texts, "quiet-silent-button", Mode.SILENT, quiet)));
        rows.add(List.of(
                Replies.choice(texts.format("quiet-none-button"), new SettingsAction.NoQuiet(), quiet.isEmpty()),
                Replies.button(
                        texts, "zone-button", TimeZoneScreens.begin(context, new AfterZoneChoice.QuietHours()))));
        rows.add(List.of(Replies.button(texts, "back-button", new SettingsAction.ShowSettings())));
        return screen(context, rows);
    }

    static Content start(CommandContext context) {
        Optional<QuietHours> quiet = context.preferences().quiet();
        return edge(context, from(quiet), to(quiet), STARTS, SettingsAction.QuietFrom::new);
    }

    static Content end(CommandContext context) {
        Optional<QuietHours> quiet = context.preferences().quiet();
        return edge(context, to(quiet), from(quiet), ENDS, SettingsAction.QuietTo::new);
    }

    /// A step that would make both edges equal is skipped.
    private static Content edge(
            CommandContext context, int minute, int other, List<Integer> hours, IntFunction<SettingsAction> press) {
        boolean chosen = context.preferences().quiet().isPresent();
        List<List<Button>> rows = new ArrayList<>(Replies.inRows(
                DeliveryTimeScreens.TIMES_A_ROW,
                hours.stream()
                        .map(hour -> Replies.choice(
                                LocalTime.of(hour, 0).toString(),
                                press.apply(hour * 60),
                                chosen && hour * 60 == minute))
                        .toList()));
        rows.add(DeliveryTimeScreens.steps(context.texts(), step -> {
            int led = Math.floorMod(minute + step, MINUTES_A_DAY);
            return press.apply(led == other ? Math.floorMod(led + step, MINUTES_A_DAY) : led);
        }));
        rows.add(List.of(Replies.button(context.texts(), "back-button", new SettingsAction.ShowQuietHours())));
        return screen(context, rows);
    }

    private static Content screen(CommandContext context, List<List<Button>> rows) {
        Texts texts = context.texts();
        Optional<QuietHours> quiet = context.preferences().quiet();
        return Replies.screen(
                texts.format("quiet-button"),
                List.of(
                        TimeZoneScreens.now(context)
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

    static Optional<String> warning(CommandContext context, DeliverySchedule when) {
        Texts texts = context.texts();
        return context.preferences()
                .quiet()
                .filter(hours -> when.timeOfDay().filter(hours::contains).isPresent())
                .map(hours -> switch (hours.mode()) {
                    case HOLD -> texts.format("time-in-quiet", hours.from(), hours.to(), hours.to());
                    case SILENT -> texts.format("time-in-silence", hours.from(), hours.to());
                });
    }

    private static Button usual(Optional<QuietHours> quiet, List<Integer> hours) {
        LocalTime from = LocalTime.of(hours.getFirst(), 0);
        LocalTime to = LocalTime.of(hours.getLast(), 0);
        return Replies.choice(
                from + "–" + to,
                new SettingsAction.SetQuiet(minute(from), minute(to)),
                quiet.filter(chosen -> chosen.from().equals(from) && chosen.to().equals(to))
                        .isPresent());
    }

    private static Button mode(Texts texts, String label, Mode mode, Optional<QuietHours> quiet) {
        return Replies.choice(
                texts.format(label),
                new SettingsAction.SetQuietMode(mode),
                quiet.filter(hours -> hours.mode() == mode).isPresent());
    }

    private static int from(Optional<QuietHours> quiet) {
        return quiet.map(hours -> minute(hours.from())).orElse(TEN_IN_THE_EVENING);
    }

    private static int to(Optional<QuietHours> quiet) {
        return quiet.map(hours -> minute(hours.to())).orElse(SEVEN_IN_THE_MORNING);
    }

    private static Optional<QuietHours> between(int from, int to, Mode mode) {
        return QuietHours.between(time(from), time(to), mode);
    }

    private static int minute(LocalTime time) {
        return time.toSecondOfDay() / 60;
    }

    private static LocalTime time(int minute) {
        return LocalTime.ofSecondOfDay(minute * 60L);
    }
}
