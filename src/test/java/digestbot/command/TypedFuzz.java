package digestbot.command;

import static digestbot.fuzz.FuzzInput.check;

import digestbot.fuzz.FuzzInput;
import digestbot.library.SearchQuery;
import digestbot.text.SpokenDates;
import digestbot.text.SpokenTimes;
import java.time.LocalDate;
import java.time.LocalDateTime;

/// What people type behind commands: searches, days, times, places.
public final class TypedFuzz {

    private static final LocalDate TODAY = LocalDate.of(2026, 2, 6);
    private static final LocalDateTime NOW = TODAY.atTime(12, 0);

    private TypedFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String typed = FuzzInput.text(input);
        SearchLine line = SearchLine.read(typed);
        check(line.words().length() <= 300, "a search of any length");
        line.isEmpty();
        SearchQuery.of(typed);
        for (String language : new String[] {"en", "de", "es", "zh"}) {
            SpokenDates.read(typed, TODAY, language);
            SpokenDates.next(typed, TODAY, language);
            SpokenTimes.next(typed, NOW, language)
                    .ifPresent(time -> check(time.getYear() < 10_000, "a time of another age: " + time));
        }
        ZoneNames.named(typed);
        check(ZoneNames.near(typed).size() <= 8, "too many places");
        ZoneNames.suggested(typed);
    }
}
