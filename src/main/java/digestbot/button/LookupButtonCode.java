package digestbot.button;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/// The written form of presses below answers, behind the version: `:q`, a letter, numbers.
final class LookupButtonCode {

    static final String VERB = "q";

    /// The keys of searches; in buttons of old versions there is a number, which is the key of none.
    private static final Pattern KEY = Pattern.compile("[0-9a-z]{1,24}");

    private LookupButtonCode() {}

    static String encode(LookupPress press) {
        return ":" + VERB
                + switch (press) {
                    case LookupPress.Found(String search, int page) -> ":f:" + search + ":" + page;
                    case LookupPress.Changes(long digest) -> ":c:" + digest;
                    case LookupPress.Day(LocalDate day) -> ":d:" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
                    case LookupPress.Missed(int page) -> ":m:" + page;
                };
    }

    /// @throws IllegalArgumentException if a value is none
    /// @throws DateTimeException if a day is none
    static Optional<LookupPress> decode(String[] parts) {
        return parts.length < 3
                ? Optional.empty()
                : switch (parts[2] + parts.length) {
                    case "f5" ->
                        Optional.of(parts[3])
                                .filter(key -> KEY.matcher(key).matches())
                                .map(key -> new LookupPress.Found(key, PressCode.small(parts[4])));
                    case "c4" -> Optional.of(new LookupPress.Changes(PressCode.number(parts[3])));
                    case "d4" ->
                        Optional.of(new LookupPress.Day(LocalDate.parse(parts[3], DateTimeFormatter.BASIC_ISO_DATE)));
                    case "m4" -> Optional.of(new LookupPress.Missed(PressCode.small(parts[3])));
                    default -> Optional.empty();
                };
    }
}
