package digestbot.chat.settings;

import digestbot.audience.DeliverySchedule;
import digestbot.audience.QuietHours;
import digestbot.audience.QuietHours.Mode;
import digestbot.button.SettingsPress;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.i18n.Phrase;
import digestbot.i18n.QuietHoursPhrase;
import digestbot.i18n.SettingsPhrase;
import digestbot.i18n.Texts;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// The screen for quiet hours: common periods, adjustment steps, and the treatment of digests that
/// are due in them.
final class QuietHoursScreen {

    private static final int MINUTES_A_DAY = 1_440;
    private static final int TEN_IN_THE_EVENING = 22 * 60;
    private static final int SEVEN_IN_THE_MORNING = 7 * 60;

    /// The common quiet hours: the hours at which they start and end.
    private static final List<List<Integer>> USUAL =
            List.of(List.of(21, 6), List.of(22, 7), List.of(23, 7), List.of(23, 8));

    private QuietHoursScreen() {}

    /// The quiet hours after a press. A missing start or end gets its usual value.
    static Optional<QuietHours> wanted(Optional<QuietHours> now, SettingsPress.QuietHoursPress press) {
        Mode mode = now.map(QuietHours::mode).orElse(Mode.HOLD);
        int from = now.map(hours -> minute(hours.from())).orElse(TEN_IN_THE_EVENING);
        int to = now.map(hours -> minute(hours.to())).orElse(SEVEN_IN_THE_MORNING);
        return switch (press) {
            case SettingsPress.ShowQuietHours() -> now;
            case SettingsPress.SetQuiet(int first, int last) -> between(first, last, mode);
            case SettingsPress.QuietFrom(int minute) -> between(minute, to, mode);
            case SettingsPress.QuietTo(int minute) -> between(from, minute, mode);
            case SettingsPress.SetQuietMode(Mode other) ->
                now.map(hours -> hours.withMode(other)).or(() -> between(from, to, other));
            case SettingsPress.NoQuiet() -> Optional.empty();
        };
    }

    /// The present choice, and a button for every other one.
    static Content of(CommandContext context) {
        Texts texts = context.texts();
        Optional<QuietHours> quiet = context.preferences().quiet();
        List<List<Button>> rows = new ArrayList<>();
        quiet.ifPresent(hours -> {
            rows.add(edge(texts, minute(hours.from()), minute(hours.to()), SettingsPress.QuietFrom::new));
            rows.add(edge(texts, minute(hours.to()), minute(hours.from()), SettingsPress.QuietTo::new));
        });
        rows.addAll(
                Replies.inPairs(USUAL.stream().map(usual -> usual(quiet, usual)).toList()));
        quiet.ifPresent(hours -> rows.add(List.of(
                mode(texts, QuietHoursPhrase.QUIET_HOLD_BUTTON, Mode.HOLD, hours),
                mode(texts, QuietHoursPhrase.QUIET_SILENT_BUTTON, Mode.SILENT, hours))));
        rows.add(List.of(
                Replies.choice(
                        texts.format(QuietHoursPhrase.QUIET_NONE_BUTTON), new SettingsPress.NoQuiet(), quiet.isEmpty()),
                Replies.button(texts, SettingsPhrase.BACK_BUTTON, new SettingsPress.ShowSettings())));
        return Replies.screen(
                texts.format(QuietHoursPhrase.QUIET_BUTTON),
                List.of(
                        TimeZoneScreens.now(context)
                                + quiet.map(hours -> " · " + line(texts, hours)).orElse(""),
                        quiet.map(hours -> effect(texts, hours))
                                .orElseGet(() -> texts.format(QuietHoursPhrase.QUIET_QUESTION))),
                rows);
    }

    /// Such as “quiet 22:00–07:00”.
    static String line(Texts texts, QuietHours hours) {
        return texts.format(
                switch (hours.mode()) {
                    case HOLD -> QuietHoursPhrase.QUIET_LINE;
                    case SILENT -> QuietHoursPhrase.SILENT_LINE;
                },
                hours.from(),
                hours.to());
    }

    private static String effect(Texts texts, QuietHours hours) {
        return switch (hours.mode()) {
            case HOLD -> texts.format(QuietHoursPhrase.QUIET_HOLDS, hours.to());
            case SILENT -> texts.format(QuietHoursPhrase.QUIET_SILENCES);
        };
    }

    /// The warning that a time is within the chat's own quiet hours; empty for any other time.
    static Optional<String> warning(CommandContext context, DeliverySchedule when) {
        Texts texts = context.texts();
        return context.preferences()
                .quiet()
                .filter(hours -> when.timeOfDay().filter(hours::contains).isPresent())
                .map(hours -> switch (hours.mode()) {
                    case HOLD -> texts.format(QuietHoursPhrase.TIME_IN_QUIET, hours.from(), hours.to(), hours.to());
                    case SILENT -> texts.format(QuietHoursPhrase.TIME_IN_SILENCE, hours.from(), hours.to());
                });
    }

    /// The buttons that shift the start or end. A step that would make both equal is skipped.
    private static List<Button> edge(Texts texts, int minute, int other, IntFunction<SettingsPress> to) {
        List<Button> row = new ArrayList<>(DeliveryTimeScreens.steps(texts, step -> {
            int led = Math.floorMod(minute + step, MINUTES_A_DAY);
            return to.apply(led == other ? Math.floorMod(led + step, MINUTES_A_DAY) : led);
        }));
        row.add(2, Replies.choice(time(minute).toString(), to.apply(minute), true));
        return row;
    }

    private static Button usual(Optional<QuietHours> quiet, List<Integer> hours) {
        LocalTime from = LocalTime.of(hours.getFirst(), 0);
        LocalTime to = LocalTime.of(hours.getLast(), 0);
        return Replies.choice(
                from + "–" + to,
                new SettingsPress.SetQuiet(minute(from), minute(to)),
                quiet.filter(chosen -> chosen.from().equals(from) && chosen.to().equals(to))
                        .isPresent());
    }

    private static Button mode(Texts texts, Phrase label, Mode mode, QuietHours hours) {
        return Replies.choice(texts.format(label), new SettingsPress.SetQuietMode(mode), hours.mode() == mode);
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
