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
import java.util.stream.Stream;

/// The comparison on a digest's page: a row with a cell for each perspective for everything that
/// several report, and all other points in the last row.
final class CompareSection {

    private static final int HEADING = 4;

    private CompareSection() {}

    static DomContent of(
            EditionText words, Comparison comparison, Continuations stories, OfDay page, SiteAddresses addresses) {
        if (comparison.rows().isEmpty()) {
            return each();
        }
        List<DomContent> rows = new ArrayList<>();
        for (Comparison.Row row : comparison.rows()) {
            if (comparison.isFirstByWords(row)) {
                rows.add(p(words.ownText("matched-by-words")).withClass("facts"));
            }
            row.words().ifPresent(text -> rows.add(h3(text).attr("dir", "auto")));
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
                String title = words.texts().format("only-in", words.shortName(ordinal));
                only.add(cell(panel.withTitle(title), dd(BlockHtml.of(rest.only(), HEADING))));
            }
            if (Visibility.inBlocks(rest.further())) {
                further.add(cell(panel, dd(BlockHtml.of(rest.further(), HEADING))));
            }
        });
        Stream.of(only, further).filter(cells -> !cells.isEmpty()).forEach(cells -> rows.add(dl().with(cells)));
        return section(h2(words.ownText("site-compare")), each(rows, row -> row))
                .withClass("compare")
                .withId("compare");
    }

    private static DomContent cell(Panel perspective, DomContent points) {
        return div(dt(EditionText.name(perspective)).attr("dir", "auto"), points)
                .withClass(EditionPages.colour(perspective));
    }
}
