package digestbot.action;

import java.util.Optional;
import java.util.function.Function;

/// The written form of one value in a button's data: ASCII without colons.
///
/// @param read throws [IllegalArgumentException] or [java.time.DateTimeException] for an invalid
///     text
/// @param defaultValue the default value, which the last field of a button omits
record FieldCodec<T>(Function<T, String> write, Function<String, T> read, Optional<T> defaultValue) {

    FieldCodec(Function<T, String> write, Function<String, T> read) {
        this(write, read, Optional.empty());
    }

    <U> FieldCodec<U> map(Function<T, U> from, Function<U, T> to) {
        return new FieldCodec<>(value -> write.apply(to.apply(value)), text -> from.apply(read.apply(text)));
    }

    FieldCodec<T> withDefault(T defaultValue) {
        return new FieldCodec<>(write, read, Optional.of(defaultValue));
    }

    /// The value must be of the codec's type.
    @SuppressWarnings("unchecked")
    String write(Object value) {
        return write.apply((T) value);
    }

    boolean isDefault(Object value) {
        return defaultValue.isPresent() && defaultValue.get().equals(value);
    }
}
