package digestbot.site;

import static j2html.TagCreator.*;

import digestbot.content.Panel;
import digestbot.digest.Comparison;
import digestbot.markdown.Block;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.PointMark;
import digestbot.web.BlockHtml;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The comparison on a digest's page: for each thing that perspectives tell about, a row with a cell
/// for each of them, and in the last row what its author marked as reported by one alone. All other
/// points are in the columns below it.
final class CompareSection {

    private static final int HEADING = 4;

    private CompareSection() {}

    /// A sentence if the author matched nothing; nothing for a single perspective.
    static DomContent of(EditionText words) {
        if (words.perspectives().size() < 2) {
            return each();
        }
        Comparison comparison = words.comparison();
        List<DomContent> rows = new ArrayList<>();
        for (Comparison.Row row : comparison.rows()) {
            row.words().ifPresent(text -> rows.add(h3(text).attr("dir", "auto")));
            rows.add(dl(each(words.perspectives(), ordinal -> {
                List<List<Block>> points = row.points().getOrDefault(ordinal, List.of());
                return cell(
                        words.perspective(ordinal),
                        points.isEmpty()
                                ? dd(words.ownText("site-no-point")).withClass("none")
                                : dd(each(points, point -> BlockHtml.of(point, HEADING))));
            })));
        }
        List<DomContent> only = new ArrayList<>();
        comparison.rests().forEach((ordinal, rest) -> {
            List<Block.Item> own = rest.stream()
                    .flatMap(block -> block instanceof ItemList list ? list.items().stream() : Stream.of())
                    .filter(item -> item.mark().orElse(null) instanceof PointMark.Only)
                    .toList();
            if (!own.isEmpty()) {
                Panel panel = words.perspective(ordinal);
                String title = words.texts().format("only-in", panel.title());
                only.add(cell(panel.withTitle(title), dd(BlockHtml.of(List.of(ItemList.bullets(own)), HEADING))));
            }
        });
        if (!only.isEmpty()) {
            rows.add(dl().with(only));
        }
        return rows.isEmpty()
                ? p(words.ownText("not-paired")).withClass("facts")
                : section(h2(words.ownText("site-compare")), each(rows, row -> row))
                        .withClass("compare")
                        .withId("compare");
    }

    private static DomContent cell(Panel perspective, DomContent points) {
        return div(dt(EditionText.name(perspective)).attr("dir", "auto"), points)
                .withClass(EditionPages.colour(perspective));
    }
}
