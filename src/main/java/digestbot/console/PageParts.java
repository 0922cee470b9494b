package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.digest.Diagnostic;
import digestbot.i18n.Texts;
import j2html.tags.DomContent;
import j2html.tags.Tag;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.LiTag;
import j2html.tags.specialized.PTag;
import j2html.tags.specialized.SectionTag;
import j2html.tags.specialized.SpanTag;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

final class PageParts {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter DATE_WITH_YEAR =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private PageParts() {}

    /// A section that open pages keep up to date. Its id is unique on the page.
    static SectionTag liveSection(String id, String heading, DomContent... content) {
        return live(id, section(h2(heading), each(content)));
    }

    /// A part that open pages keep up to date. Its id is unique on the page.
    static <T extends Tag<T>> T live(String id, T part) {
        return part.withId(id).attr("data-live");
    }

    static PTag muted(String sentence) {
        return p(sentence).withClass("muted");
    }

    /// The actions on something, in a row.
    static DivTag acts(DomContent... acts) {
        return div(each(acts)).withClass("acts");
    }

    /// A labelled field of a form.
    static DomContent field(String label, DomContent field) {
        return label(text(label), field).withClass("field");
    }

    /// A sentence in which text between backticks is rendered as code.
    static DomContent withCode(String sentence) {
        List<DomContent> pieces = new ArrayList<>();
        int at = 0;
        for (MatchResult found : CODE.matcher(sentence).results().toList()) {
            pieces.add(text(sentence.substring(at, found.start())));
            pieces.add(code(found.group(1)));
            at = found.end();
        }
        pieces.add(text(sentence.substring(at)));
        return span(each(pieces, piece -> piece));
    }

    static LiTag diagnostic(Diagnostic found) {
        return li(text("line " + found.line() + ": "), withCode(found.message()));
    }

    /// Text for screen readers only.
    static DomContent hidden(String text) {
        return span(text).withClass("visually-hidden");
    }

    /// A day, which stays on one line.
    static DomContent day(String text) {
        return span(text).withClass("day");
    }

    static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /// A formatted number, such as “1,234”.
    static String count(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /// A number with its noun, such as “1 chat” or “1,234 chats”.
    static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /// The time zone of every moment that the console shows: this machine's.
    static String zone() {
        return Texts.zone(ZoneId.systemDefault());
    }

    /// A moment for a column whose heading names the time zone.
    static DomContent moment(Instant at, Instant now) {
        return time(dateAndTime(at, now)).attr("datetime", at.toString()).withTitle(relative(at, now));
    }

    /// A moment in a sentence, such as “Fri 6 Feb 09:00 UTC, in 2 h”.
    static DomContent fullMoment(Instant at, Instant now) {
        return span(moment(at, now), text(" " + zone() + ", " + relative(at, now)));
    }

    static String dateAndTime(Instant at, Instant now) {
        return date(LocalDate.ofInstant(at, ZoneId.systemDefault()), now) + " " + clock(at);
    }

    /// A date such as “Fri 6 Feb”, with the year unless it is this one.
    static String date(LocalDate day, Instant now) {
        boolean thisYear = day.getYear() == now.atZone(ZoneId.systemDefault()).getYear();
        return (thisYear ? DATE : DATE_WITH_YEAR).format(day);
    }

    static String clock(Instant at) {
        return at.atZone(ZoneId.systemDefault()).format(CLOCK);
    }

    /// The distance between two moments, such as “in 2 h” or “5 min ago”.
    static String relative(Instant at, Instant now) {
        Duration since = Duration.between(at, now);
        if (since.isNegative()) {
            return "in " + rounded(since.negated());
        }
        return since.toMinutes() == 0 ? "just now" : rounded(since) + " ago";
    }

    /// A time with the precision of minutes or less, such as “5 min” or “2 days”.
    static String rounded(Duration time) {
        long minutes = time.plusSeconds(30).toMinutes();
        return minutes < 120 ? minutes + " min" : minutes < 2_880 ? minutes / 60 + " h" : minutes / 1_440 + " days";
    }

    /// A time with a precision that fits its length, such as “0.4 s”, “9 s”, “3 min”.
    static String duration(Duration time) {
        Duration positive = time.isNegative() ? Duration.ZERO : time;
        if (positive.compareTo(Duration.ofSeconds(10)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", positive.toMillis() / 1_000.0);
        }
        if (positive.compareTo(Duration.ofMinutes(2)) < 0) {
            return positive.toSeconds() + " s";
        }
        return positive.compareTo(Duration.ofHours(2)) < 0 ? positive.toMinutes() + " min" : positive.toHours() + " h";
    }

    /// Links to the previous and the next page of a list that is sorted from new to old.
    static DomContent pages(int page, boolean more, IntFunction<String> address) {
        List<DomContent> links = new ArrayList<>();
        if (page > 0) {
            links.add(a("‹ Newer").withHref(address.apply(page - 1)));
        }
        if (more) {
            links.add(a("Older ›").withHref(address.apply(page + 1)));
        }
        return p(each(links, link -> link)).withClass("pages");
    }

    enum Tone {
        OK,
        WARNING,
        BAD,
        NEUTRAL
    }

    static SpanTag status(Tone tone, String word) {
        return span(word).withClass("tag " + tone.name().toLowerCase(Locale.ROOT));
    }
}
