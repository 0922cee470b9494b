package digestbot.site;

import static j2html.TagCreator.*;

import digestbot.content.Panel;
import digestbot.digest.story.Comparison;
import digestbot.markdown.Block;
import digestbot.markdown.Visibility;
import digestbot.site.SiteLibrary.LinkedDigests;
import digestbot.web.BlockHtml;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The comparison on a digest's page: a row with a cell for each perspective for everything that
/// several report, and all other points in the last row.
final class CompareSection {

    private static final int HEADING = 4;

    private CompareSection() {}

<<<<<<< HEAD
    static DomContent of(EditionText words, Comparison comparison) {
=======
    /// Nothing if there are no rows.
    static DomContent of(EditionText words, Comparison comparison, LinkedDigests leads, SiteAddresses addresses) {
>>>>>>> d6a1e18a (feat(digest): say from which day of the week before a story continues)
        if (comparison.rows().isEmpty()) {
            return each();
        }
        List<DomContent> rows = new ArrayList<>();
        for (Comparison.Row row : comparison.rows()) {
            if (comparison.isFirstByWords(row)) {
                rows.add(p(words.ownText("matched-by-words")).withClass("facts"));
            }
            row.words().ifPresent(text -> rows.add(h3(text).attr("dir", "auto")));
            leads.stories().of(words.plain(row)).ifPresent(earlier -> {
                String day = words.texts().recentDay(earlier.key().day(), words.day());
                rows.add(p(a(words.ownText("story-continues", day), text(" ›"))
                                .withHref(addresses.link(
                                        Objects.requireNonNull(leads.pages().get(earlier)))))
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
