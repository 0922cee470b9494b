package digestbot.chat.settings;

import digestbot.chat.ReplyFactory;
import digestbot.content.Button;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A setting that is chosen by buttons, each of which carries the wanted value.
///
/// @param name the name in the buttons' data, which never changes its meaning
/// @param screen the screen after a choice
/// @param label the text on a value's button
/// @param now the present value; empty where the setting makes no difference or has none
record Setting<T>(
        String name,
        Screen screen,
        Codec<T> codec,
        BiFunction<Scope, T, String> label,
        Function<Scope, Optional<T>> now,
        BiFunction<Scope, T, Scope> set) {

    /// How the values are written in a button's data.
    ///
    /// @param read throws [IllegalArgumentException] or [DateTimeException] if the text is not a value
    record Codec<T>(Function<String, T> read, Function<T, String> write) {

        static final Codec<Boolean> FLAG = new Codec<>(Boolean::valueOf, String::valueOf);

        static <E extends Enum<E>> Codec<E> of(Class<E> type) {
            return new Codec<>(text -> Enum.valueOf(type, text), Enum::name);
        }
    }

    /// The scope after the choice of a button's value; empty if the value is unknown.
    Optional<Scope> choose(Scope scope, String value) {
        try {
            return Optional.of(set.apply(scope, codec.read().apply(value)));
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    SettingsAction choice(Scope scope, T value) {
        return new SettingsAction.Choose(scope.number(), name, codec.write().apply(value));
    }

    Button button(Scope scope, T value) {
        return ReplyFactory.choice(
                label.apply(scope, value),
                choice(scope, value),
                now.apply(scope).filter(value::equals).isPresent());
    }
}
