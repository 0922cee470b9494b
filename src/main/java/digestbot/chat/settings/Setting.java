package digestbot.chat.settings;

import digestbot.chat.Replies;
import digestbot.content.Button;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A setting that is chosen by buttons, each of which carries the wanted value.
///
/// @param name the name in the buttons' data, which never changes its meaning
/// @param screen the screen that has its buttons
/// @param read reads a value in a button's data; throws [IllegalArgumentException] or
///     [DateTimeException] if there is no such value
/// @param now the present value; empty where the setting makes no difference or has none
record Setting<T>(
        String name,
        Screen screen,
        Function<String, T> read,
        Function<T, String> write,
        Function<Scope, Optional<T>> now,
        BiFunction<Scope, T, Scope> set) {

    static Setting<Boolean> flag(
            String name, Screen screen, Function<Scope, Optional<Boolean>> now, BiFunction<Scope, Boolean, Scope> set) {
        return new Setting<>(name, screen, Boolean::valueOf, String::valueOf, now, set);
    }

    static <E extends Enum<E>> Setting<E> oneOf(
            Class<E> type,
            String name,
            Screen screen,
            Function<Scope, Optional<E>> now,
            BiFunction<Scope, E, Scope> set) {
        return new Setting<>(name, screen, text -> Enum.valueOf(type, text), Enum::name, now, set);
    }

    /// The scope after the choice of a value, as a button has it; empty if there is no such value.
    Optional<Scope> choose(Scope scope, String value) {
        try {
            return Optional.of(set.apply(scope, read.apply(value)));
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    SettingsAction choice(Scope scope, T value) {
        return new SettingsAction.Choose(scope.number(), name, write.apply(value));
    }

    Button button(Scope scope, String label, T value) {
        return Replies.choice(
                label,
                choice(scope, value),
                now.apply(scope).filter(value::equals).isPresent());
    }

    /// A button for each of the values, by their labels.
    List<Button> buttons(Scope scope, Function<T, String> label, List<T> values) {
        return values.stream()
                .map(value -> button(scope, label.apply(value), value))
                .toList();
    }
}
