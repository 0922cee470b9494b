package digestbot.api;

import digestbot.content.TextShortener;
import digestbot.content.views.PerspectiveShare;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.digest.Section;
import digestbot.digest.Source;
import digestbot.digest.story.Continuations;
import digestbot.markdown.Block;
import digestbot.markdown.PlainText;
import digestbot.site.SiteEdition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A published digest with the shares of its perspectives in their order; `shares` is empty if they
/// are unknown.
///
/// @param cut true if texts were left out; empty if their size was not limited
public record PublicDigest(
        SiteEdition edition,
        List<PerspectiveShare> shares,
        DigestJson.PageAddresses pages,
        Continuations stories,
        Optional<Boolean> cut) {

    public Digest digest() {
        return edition.digest();
    }

    /// The ordinal of the perspective with that id, ignoring case. Fails with an [ApiProblem] if
    /// there is none.
    public int ordinalOf(String id) {
        return digest().ordinal(id)
                .orElseThrow(() -> ApiProblem.notFound("The digest does not have this perspective. It has: %s."
                        .formatted(digest().perspectives().stream()
                                .map(Perspective::id)
                                .collect(Collectors.joining(", ")))));
    }

    public PublicDigest with(ShortDigest shorter) {
        return new PublicDigest(edition.with(shorter.digest()), shares, pages, stories, Optional.of(shorter.isCut()));
    }

    /// A digest whose text is cut to a size. Highlights and sections are each cut to the same size,
    /// so that no perspective is cut because of another one's length.
    public record ShortDigest(Digest digest, boolean isCut) {

        private static final int MAX_SECTIONS = 40;
        private static final int MAX_SOURCES = 100;

        /// The smallest remainder, in characters, for which part of a text is worth keeping.
        private static final int SMALLEST_REST = 100;

        /// Cuts highlights and sections to `size` characters of JSON, and the sources to as many.
        public static ShortDigest of(Digest digest, int size) {
            List<Section> sections = digest.sections();
            List<Section> first = sections.subList(0, Math.min(MAX_SECTIONS, sections.size()));
            int part = size / (first.size() + 1);
            List<Block> highlights = cut(digest.highlights(), part);
            List<Section> shorter = first.stream()
                    .map(section -> section.withBlocks(blocks -> cut(blocks, part)))
                    .toList();
            List<Source> sources = sources(digest.sources(), size);
            boolean isCut = !highlights.equals(digest.highlights())
                    || !shorter.equals(sections)
                    || sources.size() < digest.sources().size();
            return new ShortDigest(digest.with(highlights, shorter, sources), isCut);
        }

        /// Cuts one perspective to `size` characters of JSON, and its sources to as many.
        public static ShortDigest ofPerspective(Digest digest, int ordinal, int size) {
            List<Block> blocks = digest.perspective(ordinal);
            List<Block> shorter = cut(blocks, size);
            List<Source> all = digest.sourcesFor(ordinal);
            List<Source> sources = sources(all, size);
            boolean isCut = !shorter.equals(blocks) || sources.size() < all.size();
            List<Section> section = List.of(new Section.PerspectiveSection(ordinal, shorter));
            return new ShortDigest(digest.with(List.of(), section, sources), isCut);
        }

        private static List<Block> cut(List<Block> blocks, int size) {
            List<Block> kept = new ArrayList<>();
            int left = size;
            for (Block block : blocks) {
                int cost = cost(block);
                if (cost > left) {
                    keepBeginning(block, left, kept);
                    return kept;
                }
                kept.add(block);
                left -= cost;
            }
            return kept;
        }

        /// Keeps the beginning of a block that is too large.
        private static void keepBeginning(Block block, int size, List<Block> kept) {
            if (size < SMALLEST_REST) {
                return;
            }
            if (block instanceof Block.ItemList(boolean ordered, int start, List<Block.Item> items)) {
                List<Block.Item> first = new ArrayList<>();
                int left = size;
                for (Block.Item item : items) {
                    left -= cost(new Block.ItemList(ordered, start, List.of(item)));
                    if (left < 0) {
                        break;
                    }
                    first.add(item);
                }
                kept.add(new Block.ItemList(
                        ordered,
                        start,
                        first.isEmpty()
                                ? List.of(new Block.Item(
                                        List.of(text(items.getFirst().blocks(), size)),
                                        items.getFirst().mark()))
                                : first));
            } else {
                kept.add(text(List.of(block), size));
            }
        }

        /// Cuts the text. A character takes at most six characters of JSON.
        private static Block text(List<Block> blocks, int size) {
            String text = PlainText.of(blocks).replaceAll("\\s+", " ");
            return Block.Paragraph.of(TextShortener.shorten(size / 6, text));
        }

        private static int cost(Block block) {
            return DigestJson.write(DigestJson.BlockJson.of(block)).length();
        }

        private static List<Source> sources(List<Source> sources, int size) {
            List<Source> kept = new ArrayList<>();
            int left = size;
            for (Source source : sources) {
                left -= source.title().length()
                        + source.outlet().length()
                        + source.link().map(link -> link.url().length()).orElse(0);
                if (left < 0 || kept.size() == MAX_SOURCES) {
                    break;
                }
                kept.add(source);
            }
            return kept;
        }
    }
}
