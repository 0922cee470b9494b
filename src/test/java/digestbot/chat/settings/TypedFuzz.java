package digestbot.chat.settings;

import static digestbot.fuzz.FuzzInput.check;

import digestbot.content.action.ReadAction;
import digestbot.fuzz.FuzzInput;
import digestbot.i18n.DateParser;
import digestbot.i18n.Texts;
import digestbot.library.search.SearchQuery;
import java.time.LocalDate;

/// Text that people type after commands: searches, days, places.
public final class TypedFuzz {

    private static final LocalDate TODAY = LocalDate.of(2026, 2, 6);

    private TypedFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String typed = FuzzInput.text(input);
        check(new ReadAction.Search(typed).words().codePoints().count() <= 300, "a search of any length");
        SearchQuery.of(typed);
        for (String language : new String[] {"en", "de", "es", "zh"}) {
            DateParser.parse(typed, TODAY, Texts.of(language));
        }
        TimeZones.named(typed);
        check(TimeZones.near(typed).size() <= 8, "too many places");
        TimeZones.suggested(typed);
    }
}
