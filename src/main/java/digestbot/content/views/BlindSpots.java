package digestbot.content.views;

import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import digestbot.markdown.PointMark;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The points in some digests that only one perspective reports: those that their author marked so
/// and, in digests with pairs, those without a partner.
final class BlindSpots {

    private static final int POINT_LENGTH = 80;

    private BlindSpots() {}

    /// The number of each perspective's points, with the first words of the newest `most` of them;
    /// empty if there is none.
    ///
    /// @param digests sorted by day
    static Optional<Panel> panel(List<ViewContext> digests, int most) {
        ViewContext newest = digests.getLast();
        Map<String, List<String>> points = new LinkedHashMap<>();
        newest.chosen().forEach(ordinal -> points.put(id(newest, ordinal), new ArrayList<>()));
        for (ViewContext view : digests.reversed()) {
            Set<String> pairs = pairs(view);
            for (int ordinal : view.chosen()) {
                items(view, ordinal)
                        .filter(item -> isAlone(item, pairs))
                        .forEach(item -> points.getOrDefault(id(view, ordinal), new ArrayList<>())
                                .add(line(view, item)));
            }
        }
        List<Block> body = new ArrayList<>();
        for (int ordinal : newest.chosen()) {
            List<String> own = points.getOrDefault(id(newest, ordinal), List.of());
            if (!own.isEmpty()) {
                String heading = newest.texts()
                        .format(
                                "only-this-week",
                                own.size(),
                                newest.style(ordinal).shortName());
                body.add(new Block.Paragraph(List.of(new Inline.Strong(List.of(new Inline.Text(heading))))));
                body.add(ItemList.bullets(own.stream()
                        .limit(most)
                        .map(text -> new Item(List.of(new Block.Paragraph(List.of(new Inline.Text(text))))))
                        .toList()));
            }
        }
        return body.isEmpty()
                ? Optional.empty()
                : Optional.of(Panel.plain(newest.texts().format("blind-spots"), body));
    }

    private static String id(ViewContext view, int ordinal) {
        return view.digest().perspectives().get(ordinal).id().toLowerCase(Locale.ROOT);
    }

    private static Stream<Item> items(ViewContext view, int ordinal) {
        return view.digest().perspective(ordinal).stream()
                .flatMap(block -> block instanceof ItemList list ? list.items().stream() : Stream.of());
    }

    /// The pairs that several perspectives have.
    private static Set<String> pairs(ViewContext view) {
        Set<String> once = new HashSet<>();
        Set<String> pairs = new HashSet<>();
        for (int ordinal : view.all()) {
            Set<String> own = new HashSet<>();
            items(view, ordinal).flatMap(item -> item.mark().stream()).forEach(mark -> {
                if (mark instanceof PointMark.Pair pair) {
                    own.add(pair.id());
                }
            });
            own.stream().filter(id -> !once.add(id)).forEach(pairs::add);
        }
        return pairs;
    }

    private static boolean isAlone(Item item, Set<String> pairs) {
        return switch (item.mark().orElse(null)) {
            case PointMark.Only _ -> true;
            case PointMark.Pair pair -> !pairs.isEmpty() && !pairs.contains(pair.id());
            case null, default -> !pairs.isEmpty();
        };
    }

    private static String line(ViewContext view, Item item) {
        Texts texts = view.texts();
        String text = PlainText.of(item.blocks()).replaceAll("\\s+", " ").strip();
        return TextShortener.shorten(POINT_LENGTH, text)
                + ViewContext.SEPARATOR
                + texts.shortDay(
                        view.digest().key().day(), view.reader().today().getYear());
    }
}
