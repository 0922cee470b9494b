package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.digest.Diagnostic;
import digestbot.i18n.Texts;
import j2html.TagCreator;
import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.LiTag;
import j2html.tags.specialized.PTag;
import j2html.tags.specialized.SectionTag;
import j2html.tags.specialized.SpanTag;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

public final class PageParts {

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private PageParts() {}

    /// A section that open pages keep up to date. Its id is unique on the page.
    public static SectionTag liveSection(String id, String heading, DomContent... content) {
        return section(h2(heading), each(content)).withId(id).attr("data-live");
    }

    public static PTag muted(String sentence) {
        return p(sentence).withClass("muted");
    }

    /// The actions on something, in a row.
    public static DivTag acts(DomContent... acts) {
        return div(each(acts)).withClass("acts");
    }

    public static DivTag acts(List<? extends DomContent> acts) {
        return div(each(acts, act -> act)).withClass("acts");
    }

    /// A labelled field of a form.
    public static DomContent field(String label, DomContent field) {
        return label(TagCreator.text(label), field).withClass("field");
    }

    public static DomContent text(String text) {
        return span(text);
    }

    /// A sentence in which text between backticks is rendered as code.
    public static DomContent withCode(String sentence) {
        List<DomContent> pieces = new ArrayList<>();
        int at = 0;
        for (MatchResult found : CODE.matcher(sentence).results().toList()) {
            pieces.add(TagCreator.text(sentence.substring(at, found.start())));
            pieces.add(code(found.group(1)));
            at = found.end();
        }
        pieces.add(TagCreator.text(sentence.substring(at)));
        return span(each(pieces, piece -> piece));
    }

    public static LiTag diagnostic(Diagnostic found) {
        return li(TagCreator.text("line " + found.line() + ": "), withCode(found.message()));
    }

    /// Text for screen readers only.
    public static DomContent hidden(String text) {
        return span(text).withClass("visually-hidden");
    }

    /// A day, which stays on one line.
    public static DomContent day(String text) {
        return span(text).withClass("day");
    }

    public static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /// A formatted number, such as “1,234”.
    public static String count(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /// A number with its noun, such as “1 chat” or “1,234 chats”.
    public static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /// The time zone of every moment that the console shows: this machine's.
    public static String zone() {
        return Texts.zone(ZoneId.systemDefault());
    }

    /// A moment for a column whose heading names the time zone.
    public static DomContent moment(Instant at, Instant now) {
        return time(at.atZone(ZoneId.systemDefault()).format(TIMESTAMP))
                .attr("datetime", at.toString())
                .withTitle(relative(at, now));
    }

    /// A moment in a sentence, such as “2026-02-06 09:00 UTC, in 2 h”.
    public static DomContent fullMoment(Instant at, Instant now) {
        return span(moment(at, now), TagCreator.text(" " + zone() + ", " + relative(at, now)));
    }

    public static String clock(Instant at) {
        return at.atZone(ZoneId.systemDefault()).format(CLOCK);
    }

    /// The distance between two moments, such as “in 2 h” or “5 min ago”.
    public static String relative(Instant at, Instant now) {
        Duration since = Duration.between(at, now);
        return since.isNegative() ? "in " + rounded(since.negated()) : rounded(since) + " ago";
    }

    private static String rounded(Duration time) {
        long minutes = time.toMinutes();
        return minutes < 120 ? minutes + " min" : minutes < 2_880 ? minutes / 60 + " h" : minutes / 1_440 + " days";
    }

    /// A time with the precision that its length deserves, such as “0.4 s”, “9 s”, “3 min”.
    public static String duration(Duration time) {
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
    public static DomContent pages(int page, boolean more, IntFunction<String> address) {
        return pages(page, more, "Newer", "Older", address);
    }

    public static DomContent pages(int page, boolean more, String before, String after, IntFunction<String> address) {
        List<DomContent> links = new ArrayList<>();
        if (page > 0) {
            links.add(a("‹ " + before).withHref(address.apply(page - 1)));
        }
        if (more) {
            links.add(a(after + " ›").withHref(address.apply(page + 1)));
        }
        return p(each(links, link -> link)).withClass("pages");
    }

    public enum Tone {
        OK,
        WARNING,
        BAD,
        NEUTRAL
    }

    public static SpanTag status(Tone tone, String word) {
        return span(word).withClass("tag " + tone.name().toLowerCase(Locale.ROOT));
    }
}
