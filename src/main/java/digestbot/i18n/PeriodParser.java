package digestbot.i18n;

import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses periods of a day as people write them, in every language of the bot: `22:00–07:00`, `22-7`, `from 22 to
/// 7`, `22 Uhr bis 7 Uhr`, `de 22:00 a 7:00`, `22:00到7:00`. Times are parsed by [TimeParser].
public final class PeriodParser {

    private static final Pattern PERIOD =
            Pattern.compile("(?:from |von |de |desde (?:las )?|从 ?)?(?<from>[\\d:.h]+)(?: uhr)?"
                    + " ?(?:[-\u2010-\u2015\u2212~\u301c]| to | until | bis | a (?:las )?| hasta (?:las )?|到|至) ?"
                    + "(?<to>[\\d:.h]+)(?: uhr)?");

    private PeriodParser() {}

    /// Two times of day.
    ///
    /// @param to may be earlier than `from`, on the next day
    public record Period(LocalTime from, LocalTime to) {

        @Override
        public String toString() {
            return from + "–" + to;
        }
    }

    /// The period that the text means; empty if it is none.
    public static Optional<Period> parse(String typed) {
        Matcher found = PERIOD.matcher(DateParser.normalized(typed));
        return found.matches()
                ? TimeParser.timeOfDay(found.group("from"))
                        .flatMap(from -> TimeParser.timeOfDay(found.group("to")).map(to -> new Period(from, to)))
                : Optional.empty();
    }
}
