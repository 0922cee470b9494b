package digestbot.button;

import digestbot.audience.Permission;
import digestbot.button.FieldCodec.Field;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The written form of the buttons of one kind, and the permission that they need. Each record of
/// [Press] has one, in its constant `SPEC`.
///
/// @param code the letters of this kind of press, such as `v`; within a family after the family's
/// letter, as in `g:x`
/// @param fields the record's components in their order
/// @param read creates the press from one text per field; the text of an omitted field is empty
record ButtonSpec<P extends Press>(
        String code, Permission permission, List<Field<P, ?>> fields, Function<List<String>, P> read) {

    /// Creates a press from three components.
    interface TriFunction<A, B, C, P> {
        P apply(A first, B second, C third);
    }

    /// Creates a press from four components.
    interface QuadFunction<A, B, C, D, P> {

        P apply(A first, B second, C third, D fourth);
    }

    static <P extends Press> ButtonSpec<P> of(String code, Permission permission, Supplier<P> press) {
        return new ButtonSpec<>(code, permission, List.of(), _ -> press.get());
    }

    static <P extends Press, A> ButtonSpec<P> of(
            String code, Permission permission, Function<A, P> press, Field<P, A> only) {
        return new ButtonSpec<>(code, permission, List.of(only), texts -> press.apply(only.read(texts.getFirst())));
    }

    static <P extends Press, A, B> ButtonSpec<P> of(
            String code, Permission permission, BiFunction<A, B, P> press, Field<P, A> first, Field<P, B> second) {
        return new ButtonSpec<>(
                code,
                permission,
                List.of(first, second),
                texts -> press.apply(first.read(texts.get(0)), second.read(texts.get(1))));
    }

    static <P extends Press, A, B, C> ButtonSpec<P> of(
            String code,
            Permission permission,
            TriFunction<A, B, C, P> press,
            Field<P, A> first,
            Field<P, B> second,
            Field<P, C> third) {
        return new ButtonSpec<>(
                code,
                permission,
                List.of(first, second, third),
                texts -> press.apply(first.read(texts.get(0)), second.read(texts.get(1)), third.read(texts.get(2))));
    }

    static <P extends Press, A, B, C, D> ButtonSpec<P> of(
            String code,
            Permission permission,
            QuadFunction<A, B, C, D, P> press,
            Field<P, A> first,
            Field<P, B> second,
            Field<P, C> third,
            Field<P, D> fourth) {
        return new ButtonSpec<>(
                code,
                permission,
                List.of(first, second, third, fourth),
                texts -> press.apply(
                        first.read(texts.get(0)),
                        second.read(texts.get(1)),
                        third.read(texts.get(2)),
                        fourth.read(texts.get(3))));
    }

    /// The code and the values that are not omitted, separated by colons.
    String encode(P press) {
        var written = new StringBuilder(code);
        for (Field<P, ?> field : fields) {
            field.write(press, written);
        }
        return written.toString();
    }

    /// Creates the press from as many texts as were written.
    ///
    /// @throws IllegalArgumentException if the number of texts is wrong or one of them is invalid
    /// @throws java.time.DateTimeException if a date is invalid
    P decode(List<String> texts) {
        long least = fields.stream().filter(field -> !field.isOptional()).count();
        if (texts.size() < least || texts.size() > fields.size() || texts.contains("")) {
            throw new IllegalArgumentException(code + texts);
        }
        return read.apply(texts.size() < fields.size() ? withOmitted(texts) : texts);
    }

    private static List<String> withOmitted(List<String> texts) {
        return Stream.concat(texts.stream(), Stream.of("")).toList();
    }
}
