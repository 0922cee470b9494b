package digestbot.content.action;

import digestbot.audience.Platform;
import digestbot.audience.WordKind;
import digestbot.audience.vote.Vote;
import digestbot.content.action.SettingsAction.Open;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.digest.DigestView;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

final class FieldCodecFactory {

    /// A non-negative number, such as the key of a database row.
    private static final FieldCodec<Long> NUMBER = new FieldCodec<>(String::valueOf, FieldCodecFactory::number);

    /// A position in a short list; values above 9999 are read as 9999.
    private static final FieldCodec<Integer> ORDINAL = upTo(9_999);

    /// A page, counted from 0; the first page is omitted.
    private static final FieldCodec<Integer> PAGE = ORDINAL.withDefault(0);

    private static final FieldCodec<Boolean> FLAG = oneOf(new Boolean[] {false, true}, wanted -> wanted ? "1" : "0");

    private static final FieldCodec<LocalDate> DATE = new FieldCodec<>(
            date -> date.format(DateTimeFormatter.BASIC_ISO_DATE),
            digits -> LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE));

    private static final int MAX_PERSPECTIVES = 99;

    private static final FieldCodec<DigestView> VIEW =
            new FieldCodec<>(FieldCodecFactory::code, FieldCodecFactory::view);

    /// A named zone. An offset such as `+09:00` contains a colon, which separates fields.
    private static final FieldCodec<ZoneId> ZONE =
            text(ZoneId.getAvailableZoneIds()::contains).map(ZoneId::of, ZoneId::getId);

    private static final FieldCodec<Screen> SCREEN = oneOf(Screen.values(), Screen::code);

    /// The screen that follows the choice of a zone, with its letter first; the overview is
    /// omitted.
    private static final FieldCodec<Open> OPEN = new FieldCodec<Open>(
                    open -> open.screen().code() + open.topic(),
                    code -> new Open(number(code.substring(1)), SCREEN.read().apply(code.substring(0, 1))))
            .withDefault(new Open(0, Screen.OVERVIEW));

    private static final FieldCodec<String> COMMAND =
            text(Pattern.compile("[a-z]{1,32}").asMatchPredicate());

    /// The name of a setting, and one of its values.
    private static final FieldCodec<String> SETTING =
            text(Pattern.compile("[a-z]{1,16}").asMatchPredicate());

    private static final FieldCodec<String> VALUE =
            text(Pattern.compile("[A-Za-z0-9_-]{1,16}").asMatchPredicate());

    private static final FieldCodec<String> SEARCH =
            text(Pattern.compile("[0-9a-z]{1,24}").asMatchPredicate());

    private static final Map<Class<?>, FieldCodec<?>> BY_TYPE = Map.ofEntries(
            Map.entry(long.class, NUMBER),
            Map.entry(boolean.class, FLAG),
            Map.entry(LocalDate.class, DATE),
            Map.entry(DigestView.class, VIEW),
            Map.entry(Vote.class, oneOf(Vote.values(), vote -> vote.id().substring(0, 1))),
            Map.entry(WordKind.class, oneOf(WordKind.values(), kind -> kind.id().substring(0, 1))),
            Map.entry(
                    Platform.class,
                    oneOf(
                            Platform.all().toArray(Platform[]::new),
                            platform -> platform.id().substring(0, 1))),
            Map.entry(ZoneId.class, ZONE),
            Map.entry(Screen.class, SCREEN),
            Map.entry(Open.class, OPEN));

    /// The codecs of numbers and texts, by the names of the components.
    private static final Map<String, FieldCodec<?>> BY_NAME = Map.of(
            "page", PAGE,
            "ordinal", ORDINAL,
            "word", ORDINAL,
            "command", COMMAND,
            "setting", SETTING,
            "value", VALUE,
            "search", SEARCH);

    private FieldCodecFactory() {}

    static FieldCodec<?> of(RecordComponent component) {
        FieldCodec<?> byName = BY_NAME.get(component.getName());
        return Optional.<FieldCodec<?>>ofNullable(BY_TYPE.get(component.getType()))
                .or(() -> Optional.ofNullable(byName))
                .orElseThrow(() -> new IllegalStateException("no codec for " + component));
    }

    private static FieldCodec<String> text(Predicate<String> valid) {
        return new FieldCodec<>(text -> text, text -> valid(text, valid.test(text)));
    }

    private static <T> FieldCodec<T> oneOf(T[] values, Function<T, String> code) {
        return new FieldCodec<>(
                code,
                text -> Arrays.stream(values)
                        .filter(value -> code.apply(value).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(text)));
    }

    private static FieldCodec<Integer> upTo(int max) {
        return new FieldCodec<>(String::valueOf, digits -> (int) Math.min(max, number(digits)));
    }

    static <T> T valid(T value, boolean isValid) {
        if (!isValid) {
            throw new IllegalArgumentException(value.toString());
        }
        return value;
    }

    /// Parses digits without a sign.
    ///
    /// @throws NumberFormatException if the text is not such a number
    static long number(String digits) {
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new NumberFormatException();
        }
        return Long.parseLong(digits);
    }

    /// The written form of a view of a digest in a button's data: `o` for the overview, `s1` for
    /// the second perspective, `b` for side by side, `r` for the sources, and `r1` for the sources of
    /// the second perspective.
    private static String code(DigestView view) {
        return switch (view) {
            case DigestView.Overview() -> "o";
            case DigestView.OnePerspective(int ordinal) -> "s" + ordinal;
            case DigestView.SideBySide() -> "b";
            case DigestView.Sources(OptionalInt perspective) ->
                perspective.isPresent() ? "r" + perspective.getAsInt() : "r";
        };
    }

    private static DigestView view(String code) {
        return switch (code) {
            case "o" -> new DigestView.Overview();
            case "b" -> new DigestView.SideBySide();
            case "r" -> new DigestView.Sources();
            default ->
                code.startsWith("r")
                        ? new DigestView.Sources(ordinal(code, "r"))
                        : new DigestView.OnePerspective(ordinal(code, "s"));
        };
    }

    private static int ordinal(String code, String letter) {
        String digits = valid(code, code.startsWith(letter)).substring(1);
        return (int) Math.min(MAX_PERSPECTIVES, number(digits));
    }

    /// Converts one value to and from its form in a button's data, which is ASCII without colons.
    ///
    /// @param read parses the written form; throws [IllegalArgumentException] or
    ///     [java.time.DateTimeException] if it is invalid
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
}
