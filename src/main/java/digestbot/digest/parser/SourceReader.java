package digestbot.digest.parser;

import digestbot.digest.Source;
import digestbot.markdown.PlainText;
import digestbot.markdown.TextCleaner;
import digestbot.markdown.WebAddress;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes sources of the entries of a source list: titles, outlets and links are inline Markdown.
final class SourceReader {

    private static final int MAX_TITLE_LENGTH = 500;
    private static final int MAX_OUTLET_LENGTH = 100;

    /// The number of texts whose emphasis and links are resolved, which takes far longer than
    /// escapes and entities; in further ones, they remain text.
    private static final int MAX_PARSED_TEXTS = 2000;

    /// A mark at the end of an entry, which names its perspective.
    private static final Pattern MARK = Pattern.compile("\\{\\s*([A-Za-z0-9._-]{1,64})\\s*}$");

    private final DateOrder dates;
    private final List<String> perspectives;
    private final DiagnosticCollector warnings;
    private int parsedTexts;

    /// The ids of the perspectives must be in lower case.
    SourceReader(DateOrder dates, List<String> perspectives, DiagnosticCollector warnings) {
        this.dates = dates;
        this.perspectives = perspectives;
        this.warnings = warnings;
    }

    /// Reads an entry without its number. Empty if it has no title, link or outlet.
    Optional<Source> read(int number, String text, int line) {
        Matcher mark = MARK.matcher(text.stripTrailing());
        boolean isMarked = text.stripTrailing().endsWith("}") && mark.find();
        OptionalInt perspective = isMarked ? perspective(mark.group(1), number, line) : OptionalInt.empty();
        SourceLine entry = SourceLineReader.read(perspective.isPresent() ? text.substring(0, mark.start()) : text);
        Optional<LocalDate> date = date(entry, number, line);
        Optional<WebAddress> address = address(entry, number, line);
        String outlet = TextCleaner.line(plain(entry.outlet()), MAX_OUTLET_LENGTH);
        String title = TextCleaner.line(plain(entry.title()), MAX_TITLE_LENGTH);
        if (title.isEmpty()) {
            title = address.map(WebAddress::url).orElse(outlet);
        }
        return title.isEmpty()
                ? Optional.empty()
                : Optional.of(new Source(number, entry.language(), title, address, outlet, date, perspective));
    }

    private OptionalInt perspective(String id, int number, int line) {
        int place = perspectives.indexOf(id.toLowerCase(Locale.ROOT));
        if (place < 0 && !perspectives.isEmpty()) {
            warnings.add(
                    line,
                    "source " + number + ": “{" + id + "}” names no perspective of this digest and is shown as text:"
                            + " write one of " + String.join(", ", perspectives));
        }
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
    }

    private Optional<LocalDate> date(SourceLine entry, int number, int line) {
        Optional<LocalDate> date = DigestDates.ofSource(entry.day(), dates);
        if (date.isEmpty() && !entry.day().isEmpty()) {
            boolean isOtherOrder =
                    DigestDates.ofSource(entry.day(), dates.other()).isPresent();
            warnings.add(
                    line,
                    "source " + number + ": there is no day “" + entry.day() + "”: write " + dates.form()
                            + " or 2026-02-05"
                            + (isOtherOrder
                                    ? ", or add `dates: " + dates.other().key() + "` to the front matter"
                                    : ""));
        }
        return date;
    }

    private Optional<WebAddress> address(SourceLine entry, int number, int line) {
        String link = PlainText.unescape(entry.link());
        Optional<WebAddress> address = WebAddress.parse(link);
        if (address.isEmpty() && !link.isBlank()) {
            warnings.add(
                    line,
                    "source " + number + ": “" + TextCleaner.line(link, 60)
                            + "” is not an http or https address and is left out: fix the link");
        }
        return address;
    }

    private String plain(String markdown) {
        return isMarked(markdown) && ++parsedTexts <= MAX_PARSED_TEXTS
                ? PlainText.ofLine(markdown)
                : PlainText.unescape(markdown);
    }

    private static boolean isMarked(String markdown) {
        for (int i = 0; i < markdown.length(); i++) {
            if ("*_~`[".indexOf(markdown.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
