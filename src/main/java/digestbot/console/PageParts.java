package digestbot.console;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.time;
import static j2html.TagCreator.tr;

import j2html.TagCreator;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// What pages are put together from.
final class PageParts {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private PageParts() {}

    /// A table, or a sentence where there is nothing to show.
    ///
    /// @param cells one for each heading
    static <T> DomContent rows(
            String nothing, List<String> headings, List<T> rows, Function<T, List<DomContent>> cells) {
        return rows.isEmpty()
                ? p(nothing).withClass("nothing")
                : div(TagCreator.table(
                                thead(tr(each(headings, heading -> th(heading).attr("scope", "col")))),
                                tbody(each(rows, row -> tr(each(cells.apply(row), cell -> td(cell)))))))
                        .withClass("wide")
                        .attr("tabindex", "0")
                        .attr("role", "region")
                        .attr(
                                "aria-label",
                                String.join(
                                        ", ",
                                        headings.stream()
                                                .filter(text -> !text.isEmpty())
                                                .toList()));
    }

    static DomContent text(String text) {
        return span(text);
    }

    /// A day, which stays on one line.
    static DomContent day(String text) {
        return span(text).withClass("day");
    }

    /// A count, with its thousands apart.
    static DomContent number(long number) {
        return span("%,d".formatted(number)).withClass("number");
    }

    /// By this machine's clock, with how long ago it is.
    static DomContent moment(Instant at, Instant now) {
        return time(at.atZone(ZoneId.systemDefault()).format(MOMENT))
                .attr("datetime", at.toString())
                .withTitle(ago(Duration.between(at, now)));
    }

    private static String ago(Duration time) {
        return time.isNegative() ? "in " + rounded(time.negated()) : rounded(time) + " ago";
    }

    private static String rounded(Duration time) {
        long minutes = time.toMinutes();
        return minutes < 120 ? minutes + " min" : minutes < 2_880 ? minutes / 60 + " h" : minutes / 1_440 + " days";
    }
}
