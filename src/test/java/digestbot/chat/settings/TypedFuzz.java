package digestbot.chat.settings;

import static digestbot.fuzz.FuzzInput.check;

import digestbot.chat.search.TypedSearch;
import digestbot.fuzz.FuzzInput;
import digestbot.i18n.DateParser;
import digestbot.i18n.TimeParser;
import digestbot.library.search.SearchQuery;
import java.time.LocalDate;
import java.time.LocalDateTime;

/// Text that people type after commands: searches, days, times, places.
public final class TypedFuzz {

    private static final LocalDate TODAY = LocalDate.of(2026, 2, 6);
    private static final LocalDateTime NOW = TODAY.atTime(12, 0);

    private TypedFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String typed = FuzzInput.text(input);
        TypedSearch line = TypedSearch.read(typed);
        check(line.words().length() <= 300, "a search of any length");
        line.isEmpty();
        SearchQuery.of(typed);
        for (String language : new String[] {"en", "de", "es", "zh"}) {
            DateParser.read(typed, TODAY, language);
            DateParser.next(typed, TODAY, language);
            TimeParser.next(typed, NOW, language)
                    .ifPresent(time -> check(time.getYear() < 10_000, "a time of another age: " + time));
        }
        TimeZoneFinder.named(typed);
        check(TimeZoneFinder.near(typed).size() <= 8, "too many places");
        TimeZoneFinder.suggested(typed);
    }
}
