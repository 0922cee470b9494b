package digestbot.site;

import static j2html.TagCreator.*;

import digestbot.content.Panel;
import digestbot.digest.story.Comparison;
import digestbot.digest.story.Continuations;
import digestbot.markdown.Block;
import digestbot.markdown.Visibility;
import digestbot.site.SiteAddress.OfDay;
import digestbot.web.BlockHtml;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/// The comparison on a digest's page: a row with a cell for each perspective for everything that
/// several report, then the points that one perspective alone reports, and all others.
final class CompareSection {

    private static final int HEADING = 4;

    /// From this number of rows on, the columns have headings.
    private static final int TALL = 3;

    /// The number of columns that surely fit side by side below their headings.
    private static final int MAX_COLUMNS = 4;

    private CompareSection() {}

    static DomContent of(
            EditionText words, Comparison comparison, Continuations stories, OfDay page, SiteAddressFormat addresses) {
        if (comparison.rows().isEmpty()) {
            return each();
        }
        List<DomContent> rows = new ArrayList<>();
        if (comparison.rows().size() >= TALL && words.perspectives().size() <= MAX_COLUMNS) {
            // Screen readers find the same names in the cells.
            rows.add(div(each(words.perspectives(), ordinal -> {
                        Panel perspective = words.perspective(ordinal);
                        return div(EditionText.name(perspective))
                                .withClass(EditionPages.colour(perspective))
                                .attr("dir", "auto");
                    }))
                    .withClass("columns")
                    .attr("aria-hidden", "true"));
        }
        for (Comparison.Row row : comparison.rows()) {
            row.words().ifPresent(text -> rows.add(h3(text).attr("dir", "auto")));
            if (comparison.isFirstByWords(row)) {
                rows.add(p(words.ownText("matched-by-words")).withClass("facts"));
            }
            stories.of(row).map(earlier -> earlier.key().day()).ifPresent(day -> {
                String said = words.texts().recentDay(day, page.day());
                rows.add(p(a(words.ownText("story-continues", said), text(" ›"))
                                .withHref(
                                        addresses.link(new OfDay(page.language(), page.topic(), day, page.edition()))))
                        .withClass("facts"));
            });
            row.figures(words.language())
                    .ifPresent(differ -> rows.add(p(words.ownText("figures-differ", differ.one(), differ.other()))
                            .withClass("facts")));
            rows.add(dl(each(words.perspectives(), ordinal -> {
                List<List<Block>> points = row.blocks(ordinal);
                return cell(
                        words.perspective(ordinal),
                        points.isEmpty()
                                ? dd(words.ownText("site-no-point")).withClass("none")
                                : dd(each(points, point -> BlockHtml.of(point, HEADING))));
            })));
        }
        List<DomContent> only = new ArrayList<>();
        List<DomContent> further = new ArrayList<>();
        comparison.rests().forEach((ordinal, rest) -> {
            Panel panel = words.perspective(ordinal);
            if (Visibility.inBlocks(rest.only())) {
                only.add(cell(panel, dd(BlockHtml.of(rest.only(), HEADING))));
            }
            if (Visibility.inBlocks(rest.further())) {
                further.add(cell(panel, dd(BlockHtml.of(rest.further(), HEADING))));
            }
        });
        return each(
                section(
                                h2(words.ownText("site-compare")),
                                p(words.ownText("site-compare-hint")).withClass("facts"),
                                each(rows, row -> row))
                        .withClass("compare")
                        .withId("compare"),
                rest(words, "blind-spots", only),
                rest(words, "site-other-points", further));
    }

    private static DomContent rest(EditionText words, String heading, List<DomContent> cells) {
        return each(iff(
                !cells.isEmpty(),
                section(h2(words.ownText(heading)), dl().with(cells)).withClass("compare")));
    }

    private static DomContent cell(Panel perspective, DomContent points) {
        return div(dt(EditionText.name(perspective)).attr("dir", "auto"), points)
                .withClass(EditionPages.colour(perspective));
    }
}
