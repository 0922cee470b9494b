package digestbot.chat.settings;

import digestbot.chat.ReplyFactory;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.Action;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.i18n.Texts;
import java.time.LocalTime;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A screen of the settings. Its keys are drawn for the scope that it is shown for.
record SettingsScreen(String title, List<String> paragraphs, List<Row> rows) {

    SettingsScreen(String title, List<String> paragraphs, Row... rows) {
        this(title, paragraphs, List.of(rows));
    }

    /// Keys in lines of at most `width`; no line where there are none.
    record Row(int width, List<Keys> keys) {}

    static Row row(Keys... keys) {
        return row(2, keys);
    }

    static Row row(int width, Keys... keys) {
        return new Row(width, List.of(keys));
    }

    /// The keys of a row: of a setting, links to other screens, or others.
    @FunctionalInterface
    interface Keys {

        Stream<Button> in(Scope scope);

        static <T> Keys values(Setting<T> setting, List<T> values) {
            return scope -> values.stream().map(value -> setting.button(scope, value));
        }

        static <T> Keys hours(Setting<T> setting, Function<LocalTime, T> value, int... hours) {
            return values(
                    setting,
                    IntStream.of(hours)
                            .mapToObj(hour -> value.apply(LocalTime.of(hour, 0)))
                            .toList());
        }

        /// Steps that shift a time back and forth. Each key has the resulting time.
        static <T> Keys steps(Setting<T> setting, IntFunction<T> shifted) {
            return scope -> IntStream.of(-60, -15, 15, 60)
                    .mapToObj(minutes -> Button.callback(
                            step(scope.texts(), minutes), setting.choice(scope, shifted.apply(minutes))));
        }

        private static String step(Texts texts, int minutes) {
            int size = Math.abs(minutes);
            return (minutes < 0 ? "−" : "+") + (size == 60 ? texts.format("hours", 1) : texts.format("minutes", size));
        }

        /// No key where the setting makes no difference.
        static Keys toggle(Setting<Boolean> setting) {
            return scope -> setting.now().apply(scope).stream()
                    .map(on -> ReplyFactory.toggle(setting.label().apply(scope, on), setting.choice(scope, !on), on));
        }

        /// Opens a screen of the same topic or chat.
        static Keys link(String label, Screen screen, Object... inLabel) {
            return scope -> Stream.of(Button.callback(
                    scope.texts().format(label, inLabel), new SettingsAction.Open(scope.number(), screen)));
        }

        static Keys press(String label, Action press) {
            return scope -> Stream.of(ReplyFactory.button(scope.texts(), label, press));
        }

        static Keys keys(List<Button> buttons) {
            return _ -> buttons.stream();
        }

        default Keys when(boolean offered) {
            return offered ? this : _ -> Stream.empty();
        }
    }

    Content draw(Scope scope) {
        List<List<Button>> lines = rows.stream()
                .flatMap(row ->
                        ReplyFactory.inRows(
                                row.width,
                                row.keys.stream()
                                        .flatMap(keys -> keys.in(scope))
                                        .toList())
                                .stream())
                .toList();
        return ReplyFactory.screen(title, paragraphs, lines);
    }
}
