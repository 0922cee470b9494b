package digestbot.button;

import java.util.Optional;
import java.util.function.Function;

/// The written form of one value in a button's data: ASCII without colons.
///
/// @param read throws [IllegalArgumentException] or [java.time.DateTimeException] for an invalid
///     text
/// @param defaultValue the default value, which is omitted from the data; a field with one must be
///     the last
record FieldCodec<T>(Function<T, String> write, Function<String, T> read, Optional<T> defaultValue) {

    FieldCodec(Function<T, String> write, Function<String, T> read) {
        this(write, read, Optional.empty());
    }

    /// The same codec for values of another type.
    <U> FieldCodec<U> map(Function<T, U> from, Function<U, T> to) {
        return new FieldCodec<>(value -> write.apply(to.apply(value)), text -> from.apply(read.apply(text)));
    }

    /// The same codec with a default value, which is omitted.
    FieldCodec<T> withDefault(T defaultValue) {
        return new FieldCodec<>(write, read, Optional.of(defaultValue));
    }

    <P> Field<P, T> of(Function<P, T> value) {
        return new Field<>(this, value);
    }

    /// A component of a press with its codec.
    record Field<P, T>(FieldCodec<T> codec, Function<P, T> value) {

        /// Appends a colon and the value; nothing for the default value.
        void write(P press, StringBuilder to) {
            T written = value.apply(press);
            if (codec.defaultValue.isEmpty() || !codec.defaultValue.get().equals(written)) {
                to.append(':').append(codec.write.apply(written));
            }
        }

        /// @param text the text of the field; empty if it was omitted
        T read(String text) {
            return codec.defaultValue.filter(_ -> text.isEmpty()).orElseGet(() -> codec.read.apply(text));
        }

        boolean isOptional() {
            return codec.defaultValue.isPresent();
        }
    }
}
