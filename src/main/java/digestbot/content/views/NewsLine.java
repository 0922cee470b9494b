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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The first line of a digest's messages: its topic and, in bold, its headline. A digest of another
/// day than the reader's also has its day.
///
/// @param topic short enough that notifications also show the beginning of the headline
/// @param day the day, in bold; empty if it is today
/// @param headline empty without news
/// @param rest the digest without the highlight that is the headline
record NewsLine(String topic, String day, List<Inline> headline, Digest rest) {

    private static final int MAX_TOPIC_LENGTH = 30;
    private static final int MAX_HEADLINE_LENGTH = 200;

    static NewsLine of(ViewContext view) {
        Digest digest = view.digest();
        LocalDate day = digest.key().day();
        LocalDate today = view.reader().today();
        boolean written = digest.extra().containsKey(Digest.HEADLINE);
        boolean muted = written
                && WordText.of(digest.headline(), digest.key().language())
                        .hasAny(view.reader().words().muted());
        Optional<Split> first = written && !muted ? Optional.empty() : Split.of(digest.highlights());
        boolean none = muted || digest.headline().equals(digest.topic().titleOn(day));
        String topic = (view.emoji() + " "
                        + TextShortener.shorten(MAX_TOPIC_LENGTH, digest.topic().name()))
                .strip();
        return new NewsLine(
                day.equals(today) ? topic : view.texts().format("topic-and-day", topic, ""),
                day.equals(today) ? "" : view.texts().shortDay(day, today.getYear()),
                first.map(Split::headline).orElseGet(() -> none ? List.of() : line(digest.headline())),
                first.map(split -> digest.with(split.rest(), digest.sections())).orElse(digest));
    }

    private static List<Inline> line(String text) {
        return text.isEmpty() ? List.of() : List.of(new Inline.Text(TextShortener.shorten(MAX_HEADLINE_LENGTH, text)));
    }

    List<Inline> inlines() {
        List<Inline> line = new ArrayList<>();
        line.add(headline.isEmpty() ? bold(topic) : new Inline.Text(topic));
        if (!day.isEmpty()) {
            line.add(bold(day));
        }
        if (!headline.isEmpty()) {
            line.add(new Inline.Text(ViewContext.SEPARATOR));
            line.addAll(LeadWords.areIn(headline) ? headline : boldHeadline());
        }
        return line;
    }

    private static Inline bold(String text) {
        return new Inline.Strong(List.of(new Inline.Text(text)));
    }

    /// Neither sources nor a note are in bold.
    private List<Inline> boldHeadline() {
        int end = IntStream.range(0, headline.size())
                .filter(i -> headline.get(i) instanceof Inline.Citations
                        || headline.get(i).text().equals(ViewContext.SEPARATOR))
                .findFirst()
                .orElse(headline.size());
        List<Inline> line = new ArrayList<>(headline.subList(end, headline.size()));
        line.addFirst(new Inline.Strong(headline.subList(0, end)));
        return line;
    }

    /// The line if its headline is short and has no formatting.
    List<Inline> brief() {
        String text = PlainText.ofInlines(headline).replaceAll("\\s+", " ").strip();
        return new NewsLine(topic, day, line(text), rest).inlines();
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
