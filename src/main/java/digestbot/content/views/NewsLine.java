package digestbot.content.views;

import digestbot.content.TextShortener;
import digestbot.digest.Digest;
import digestbot.digest.words.WordText;
import digestbot.markdown.Block;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import digestbot.markdown.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The first line of a digest's messages: its topic and its headline.
///
/// @param topic short enough that notifications also show the beginning of the headline
/// @param headline empty without news
/// @param rest the digest without the highlight that is the headline
record NewsLine(String topic, List<Inline> headline, Digest rest) {

    private static final int MAX_TOPIC_LENGTH = 30;
    private static final int MAX_HEADLINE_LENGTH = 200;

    static NewsLine of(ViewContext view) {
        Digest digest = view.digest();
        String topic = (view.emoji() + " "
                        + TextShortener.shorten(MAX_TOPIC_LENGTH, digest.topic().name()))
                .strip();
        boolean written = digest.extra().containsKey(Digest.HEADLINE);
        boolean muted = written
                && WordText.of(digest.headline(), digest.key().language())
                        .hasAny(view.reader().words().muted());
        Optional<Split> first = written && !muted ? Optional.empty() : Split.of(digest.highlights());
        boolean none = muted
                || digest.headline().equals(digest.topic().titleOn(digest.key().day()));
        return first.map(split -> new NewsLine(topic, split.headline(), digest.with(split.rest(), digest.sections())))
                .orElseGet(() -> new NewsLine(
                        topic,
                        none
                                ? List.of()
                                : List.of(
                                        new Inline.Text(TextShortener.shorten(MAX_HEADLINE_LENGTH, digest.headline()))),
                        digest));
    }

    List<Inline> inlines() {
        List<Inline> line = new ArrayList<>();
        line.add(new Inline.Strong(List.of(new Inline.Text(topic))));
        if (!headline.isEmpty()) {
            line.add(new Inline.Text(ViewContext.SEPARATOR));
            line.addAll(headline);
        }
        return line;
    }

    /// The line if its headline is short and has no formatting.
    List<Inline> brief() {
        String text = PlainText.ofInlines(headline).replaceAll("\\s+", " ").strip();
        return new NewsLine(
                        topic,
                        text.isEmpty()
                                ? List.of()
                                : List.of(new Inline.Text(TextShortener.shorten(MAX_HEADLINE_LENGTH, text))),
                        rest)
                .inlines();
    }

    String text() {
        return PlainText.ofInlines(brief());
    }

    /// The first point of highlights, and the blocks without it.
    private record Split(List<Inline> headline, List<Block> rest) {

        /// Empty if there are no points, or if the first one does not begin with text.
        static Optional<Split> of(List<Block> highlights) {
            boolean lists = BulletPoints.countItems(highlights) > 0;
            for (int i = 0; i < highlights.size(); i++) {
                Block block = highlights.get(i);
                List<Block> point;
                List<Block> rest = new ArrayList<>(highlights.subList(0, i));
                if (lists && block instanceof ItemList list && !list.items().isEmpty()) {
                    point = list.items().getFirst().blocks();
                    rest.addAll(withoutFirst(list));
                } else if (!lists && BulletPoints.isPoint(block)) {
                    point = List.of(block);
                } else {
                    continue;
                }
                if (point.isEmpty()
                        || !(point.getFirst() instanceof Block.Paragraph(List<Inline> text))
                        || !Visibility.inInlines(text)) {
                    return Optional.empty();
                }
                rest.addAll(i, point.subList(1, point.size()));
                rest.addAll(highlights.subList(i + 1, highlights.size()));
                return Optional.of(new Split(text, rest));
            }
            return Optional.empty();
        }

        private static List<Block> withoutFirst(ItemList list) {
            List<Block.Item> others = list.items().subList(1, list.items().size());
            return others.isEmpty()
                    ? List.of()
                    : List.of(new ItemList(list.ordered(), list.ordered() ? list.start() + 1 : list.start(), others));
        }
    }
}
