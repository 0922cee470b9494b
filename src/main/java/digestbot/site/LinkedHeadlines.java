package digestbot.site;

import digestbot.digest.Digest;
import digestbot.digest.Source;
import digestbot.markdown.Block;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Inline;
import digestbot.markdown.Inline.Citations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The points of a digest that consists of headlines, as pages show them: the headline is the link,
/// and the outlets are below. Such pages need no list of sources.
final class LinkedHeadlines {

    private LinkedHeadlines() {}

    static boolean areIn(Digest digest) {
        return digest.madeBy().equals(Optional.of(Digest.HEADLINES_ALONE));
    }

    /// Blocks of other digests stay as they are.
    static List<Block> of(Digest digest, List<Block> blocks) {
        return areIn(digest) ? BulletPoints.withItems(blocks, item -> linked(digest, item)) : blocks;
    }

    private static Block.Item linked(Digest digest, Block.Item item) {
        List<Source> sources = Citations.in(item.blocks()).stream()
                .flatMap(cited -> digest.sources().stream().filter(source -> source.number() == cited.number()))
                .toList();
        boolean isComplete = sources.stream()
                .allMatch(
                        source -> source.link().isPresent() && !source.outlet().isBlank());
        if (sources.isEmpty() || !isComplete || !(item.blocks().getFirst() instanceof Block.Paragraph(var content))) {
            return item;
        }
        List<Inline> title = content.stream()
                .filter(inline -> !(inline instanceof Citations))
                .toList();
        List<Inline> line = new ArrayList<>(List.of(link(sources.getFirst(), title), new Inline.LineBreak()));
        line.add(new Inline.Text(sources.getFirst().outlet()));
        for (Source source : sources.subList(1, sources.size())) {
            line.add(new Inline.Text(" · "));
            line.add(link(source, List.of(new Inline.Text(source.outlet()))));
        }
        return new Block.Item(List.of(new Block.Paragraph(line)), item.mark());
    }

    private static Inline link(Source source, List<Inline> content) {
        return new Inline.Link(source.link().orElseThrow(), content);
    }
}
