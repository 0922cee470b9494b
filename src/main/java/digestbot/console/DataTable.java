package digestbot.console;

import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import j2html.tags.DomContent;
import j2html.tags.specialized.ThTag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// Builds a table column by column. Its caption is for screen readers only; the section heading
/// shows the same text.
final class DataTable<T> {

    private static final String NUMBER = "n";
    private static final String PLAIN = "";

    private final String title;
    private final List<Column<T>> columns = new ArrayList<>();
    private boolean cards;

    /// The heading of a hidden column is for screen readers only.
    private record Column<T>(String heading, String css, boolean hidden, Function<T, DomContent> cell) {}

    private DataTable(String title) {
        this.title = title;
    }

    static <T> DataTable<T> titled(String title) {
        return new DataTable<>(title);
    }

    DataTable<T> column(String heading, Function<T, DomContent> cell) {
        return add(new Column<>(heading, PLAIN, false, cell));
    }

    DataTable<T> text(String heading, Function<T, String> text) {
        return column(heading, row -> span(text.apply(row)));
    }

    DataTable<T> number(String heading, ToLongFunction<T> number) {
        return numbers(heading, row -> count(number.applyAsLong(row)));
    }

    /// A column of numbers as text, aligned by their last digits.
    DataTable<T> numbers(String heading, Function<T, String> number) {
        return add(new Column<>(heading, NUMBER, false, row -> span(number.apply(row))));
    }

    /// Turns each row into a card with the headings inside, on phones.
    DataTable<T> asCards() {
        cards = true;
        return this;
    }

    /// A column of moments; the heading names the time zone.
    DataTable<T> moment(String heading, Instant now, Function<T, Instant> at) {
        return column(heading + " (" + zone() + ")", row -> PageParts.moment(at.apply(row), now));
    }

    /// Adds a column with the actions on a row. Its heading is for screen readers only.
    DataTable<T> action(String heading, Function<T, DomContent> cell) {
        return add(new Column<>(heading, PLAIN, true, cell));
    }

    private DataTable<T> add(Column<T> column) {
        columns.add(column);
        return this;
    }

    /// Builds the table, or the sentence `none` if there are no rows.
    DomContent of(List<T> rows, String none) {
        return rows.isEmpty() ? p(none).withClass("muted") : whole(tbody(each(rows, this::row)));
    }

    /// The table with rows in groups, each below its name.
    DomContent of(Map<String, List<T>> groups) {
        return whole(each(
                groups.entrySet(), group -> tbody(tr(groupName(group.getKey())), each(group.getValue(), this::row))));
    }

    private DomContent whole(DomContent body) {
        return div(table(
                        caption(title).withClass("visually-hidden"),
                        thead(tr(each(columns, DataTable::heading))),
                        body))
                .withClass(cards ? "scroll cards" : "scroll")
                .attr("data-label", title);
    }

    private ThTag groupName(String name) {
        return th(name).attr("scope", "rowgroup").attr("colspan", Integer.toString(columns.size()));
    }

    private static <T> DomContent heading(Column<T> column) {
        ThTag heading =
                column.hidden() ? th(span(column.heading()).withClass("visually-hidden")) : th(column.heading());
        heading.attr("scope", "col");
        return column.css().isEmpty() ? heading : heading.withClass(column.css());
    }

    private DomContent row(T row) {
        return tr(each(columns, column -> {
            var cell = td(column.cell().apply(row));
            if (cards) {
                cell.attr("data-heading", column.heading());
            }
            return column.css().isEmpty() ? cell : cell.withClass(column.css());
        }));
    }
}
