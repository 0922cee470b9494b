package digestbot.cli;

import digestbot.audience.Platform;
import digestbot.i18n.DateParser;
import digestbot.i18n.DateParser.ParsedDate;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/// Converts argument values. Error messages are a sentence with an example.
final class ArgumentConverters {

    private static final String EXAMPLE =
            "Use YYYY-MM-DD, for example 2026-01-01, or a day such as monday, yesterday" + " or \"5 feb\".";

    private ArgumentConverters() {}

    static CommandLine register(CommandLine commandLine) {
        return commandLine
                .registerConverter(Platform.class, ArgumentConverters::platform)
                .registerConverter(LocalDate.class, text -> day(text, LocalDate.now(ZoneId.systemDefault())))
                .registerConverter(Long.class, text -> number(text, Long::valueOf))
                .registerConverter(Integer.class, text -> number(text, Integer::valueOf));
    }

    /// Parses a day in the same way as in a chat.
    static LocalDate day(String text, LocalDate today) {
        return switch (DateParser.read(text, today, "en")) {
            case ParsedDate.Day(LocalDate day) -> day;
            case ParsedDate.Either(LocalDate one, LocalDate other) ->
                throw new TypeConversionException(
                        "“%s” may be %s or %s. Use one of the two.".formatted(text, one, other));
            case ParsedDate.Nothing() ->
                throw new TypeConversionException("“%s” is not a date. %s".formatted(text, EXAMPLE));
        };
    }

    private static <T> T number(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException _) {
            throw new TypeConversionException("“%s” is not a whole number.".formatted(text));
        }
    }

    private static Platform platform(String text) {
        return Platform.all().stream()
                .filter(platform -> platform.id().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("“%s” is not a platform. Use %s."
                        .formatted(
                                text, Platform.all().stream().map(Platform::id).collect(Collectors.joining(" or ")))));
    }
}
