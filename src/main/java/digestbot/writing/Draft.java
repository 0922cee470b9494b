package digestbot.writing;

import digestbot.digest.Digest;
import digestbot.i18n.Texts;
import digestbot.markdown.PointMark;
import digestbot.writing.FeedEntry.Article;
import digestbot.writing.FeedEntry.Story;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The content of a digest before it becomes a file.
///
/// @param madeBy a model, or [Digest#HEADLINES_ALONE]
/// @param names the names of the perspectives
/// @param points the points of each perspective in their order, and the highlights
record Draft(String madeBy, String topicName, List<String> names, List<Point> points) {

    private static final int MAX_HIGHLIGHTS = 5;

    /// A line of the digest in plain text.
    ///
    /// @param perspective its place, from 0, or [#HIGHLIGHT]
    /// @param sources numbers from 1
    /// @param language of a text in another language than the digest's; else empty
    record Point(int perspective, String text, List<Integer> sources, Optional<PointMark> mark, String language) {

        static final int HIGHLIGHT = -1;

        Point(int perspective, String text, List<Integer> sources) {
            this(perspective, text, sources, Optional.empty(), "");
        }

        Point with(PointMark other) {
            return new Point(perspective, text, sources, Optional.of(other), language);
        }

        private Point map(UnaryOperator<String> text) {
            return new Point(
                    perspective,
                    text.apply(this.text),
                    sources,
                    mark.map(old -> old instanceof PointMark.Pair(String id, Optional<String> words)
                            ? new PointMark.Pair(id, words.map(text))
                            : old),
                    language);
        }

        boolean isForeign() {
            return !language.isEmpty();
        }

        /// The text after its language, if that is another one.
        String labelled() {
            return isForeign() ? "[%s] %s".formatted(language, text) : text;
        }
    }

    boolean isByModel() {
        return !madeBy.equals(Digest.HEADLINES_ALONE);
    }

    String figures(int dropped, int articles) {
        long cited = points.stream()
                .flatMap(point -> point.sources().stream())
                .distinct()
                .count();
        long pairs = points.stream()
                .flatMap(point -> point.mark().stream())
                .flatMap(mark -> mark instanceof PointMark.Pair pair ? Stream.of(pair.id()) : Stream.empty())
                .distinct()
                .count();
        String maker = isByModel() ? "%s with %s".formatted(madeBy, Prompt.VERSION) : madeBy;
        return "%s: points kept: %d, dropped: %d; articles cited: %d of %d; pairs: %d."
                .formatted(maker, points.size(), dropped, cited, articles, pairs);
    }

    List<Point> points(int perspective) {
        return points.stream()
                .filter(point -> point.perspective() == perspective)
                .toList();
    }

    /// The points as headlines, one for each story of a perspective. Highlights are the stories that
    /// several perspectives report; those with a title in the language lead.
    static Draft ofHeadlines(String topicName, List<String> names, String language, List<Article> articles) {
        Map<Story, SortedMap<Integer, List<Integer>>> stories = new TreeMap<>(Comparator.comparingInt(Story::number));
        for (int i = 0; i < articles.size(); i++) {
            stories.computeIfAbsent(articles.get(i).story(), _ -> new TreeMap<>())
                    .computeIfAbsent(articles.get(i).perspective(), _ -> new ArrayList<>())
                    .add(i + 1);
        }
        List<Point> highlights = new ArrayList<>();
        List<Point> foreign = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        stories.forEach((story, sides) -> {
            List<Article> leads = sides.values().stream()
                    .map(numbers -> articles.get(numbers.getFirst() - 1))
                    .toList();
            if (leads.size() > 1) {
                // The perspectives take turns while they have articles in the language.
                List<Article> own = leads.stream()
                        .filter(lead -> lead.entry().isIn(language))
                        .toList();
                List<Article> from = own.isEmpty() ? leads : own;
                List<Integer> all =
                        sides.values().stream().flatMap(List::stream).toList();
                Article lead = from.get(highlights.size() % from.size());
                Point highlight = headline(Point.HIGHLIGHT, lead, "", all, language);
                (highlight.isForeign() ? foreign : highlights).add(highlight);
            }
            sides.forEach((side, numbers) -> {
                Article lead = articles.get(numbers.getFirst() - 1);
                boolean isAlone = stories.values().stream()
                                .filter(other -> other.containsKey(side))
                                .count()
                        < 2;
                // A single headline is short.
                Point point = headline(side, lead, isAlone ? " " + lead.origin() : "", numbers, language);
                var pair = new PointMark.Pair(
                        "pair-" + story.number(), story.words().filter(_ -> side.equals(sides.firstKey())));
                points.add(leads.size() > 1 ? point.with(pair) : point);
            });
        });
        highlights.addAll(foreign);
        points.addAll(0, highlights.subList(0, Math.min(MAX_HIGHLIGHTS, highlights.size())));
        return new Draft(Digest.HEADLINES_ALONE, topicName, names, points);
    }

    private static Point headline(int side, Article article, String end, List<Integer> numbers, String language) {
        Texts texts = Texts.of(language);
        String title = article.title()
                + article.story()
                        .continues()
                        .map(day -> " · " + texts.format("story-continues", texts.shortDay(day, day.getYear())))
                        .orElse("");
        String foreign = article.entry().isIn(language) ? "" : article.entry().language();
        return new Point(side, title + end, numbers, Optional.empty(), foreign);
    }

    /// With each text as the function gives it.
    Draft map(UnaryOperator<String> text) {
        return new Draft(
                madeBy,
                text.apply(topicName),
                names.stream().map(text).toList(),
                points.stream().map(point -> point.map(text)).toList());
    }
}
