package digestbot.writing;

import digestbot.digest.Digest;
import digestbot.markdown.PointMark;
import digestbot.writing.FeedEntry.Article;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a digest is to say, before it is a file.
///
/// @param madeBy a model, or [Digest#HEADLINES_ALONE]
/// @param names of the perspectives
/// @param points of each perspective
record Draft(String madeBy, String topicName, List<String> names, List<Point> highlights, List<List<Point>> points) {

    private static final int MAX_HIGHLIGHTS = 5;

    /// A line of the digest in plain text, with the numbers of its sources, from 1.
    record Point(String text, List<Integer> sources, Optional<PointMark> mark) {
        Point(String text, List<Integer> sources) {
            this(text, sources, Optional.empty());
        }
    }

    /// The points as headlines. Highlights are the stories that several perspectives report.
    static Draft ofHeadlines(String topicName, List<String> names, List<List<Article>> articles) {
        List<List<Point>> points = new ArrayList<>();
        int number = 1;
        for (List<Article> side : articles) {
            int first = number;
            points.add(IntStream.range(0, side.size())
                    .mapToObj(i -> new Point(headline(side, i), List.of(first + i)))
                    .toList());
            number += side.size();
        }
        return new Draft(Digest.HEADLINES_ALONE, topicName, names, stories(articles), points);
    }

    /// A headline alone is short, so its outlet and day are named as well.
    private static String headline(List<Article> side, int place) {
        Article article = side.get(place);
        String title = article.entry().title();
        return side.size() > 1
                ? title
                : "%s (%s, %s)"
                        .formatted(
                                title,
                                article.outlet(),
                                article.entry().at().toString().substring(0, 10));
    }

    /// The largest stories first. The perspectives' headlines take turns as its words.
    private static List<Point> stories(List<List<Article>> articles) {
        List<Article> all = articles.stream().flatMap(List::stream).toList();
        List<TitleWords> words = all.stream()
                .map(article -> ArticleChoice.words(article.entry().title(), article))
                .toList();
        List<List<Integer>> stories = new ArrayList<>();
        List<Integer> told = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            int first = i;
            List<Integer> story = IntStream.range(0, all.size())
                    .filter(j -> !told.contains(j))
                    .filter(j -> j == first || words.get(first).isOneStory(words.get(j)))
                    .boxed()
                    .toList();
            if (!told.contains(first)
                    && story.stream()
                                    .map(j -> all.get(j).perspective())
                                    .distinct()
                                    .count()
                            > 1) {
                stories.add(story);
                told.addAll(story);
            }
        }
        stories.sort((one, other) -> other.size() - one.size());
        List<Point> highlights = new ArrayList<>();
        for (List<Integer> story : stories.subList(0, Math.min(stories.size(), MAX_HIGHLIGHTS))) {
            List<Integer> leads = story.stream()
                    .collect(Collectors.toMap(j -> all.get(j).perspective(), j -> j, (lead, _) -> lead, TreeMap::new))
                    .values()
                    .stream()
                    .toList();
            String title =
                    all.get(leads.get(highlights.size() % leads.size())).entry().title();
            highlights.add(new Point(title, story.stream().map(j -> j + 1).toList()));
        }
        return highlights;
    }

    /// All texts that a translation has to say, in the order in which [#withTexts] takes them.
    List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(topicName));
        texts.addAll(names);
        Stream.concat(highlights.stream(), points.stream().flatMap(List::stream))
                .forEach(point -> {
                    texts.add(point.text());
                    heading(point).ifPresent(texts::add);
                });
        return texts;
    }

    private static Optional<String> heading(Point point) {
        return point.mark()
                .flatMap(mark -> mark instanceof PointMark.Pair(var _, var words) ? words : Optional.empty());
    }

    Draft withTexts(List<String> texts) {
        var next = texts.iterator();
        String topic = next.next();
        List<String> sides = names.stream().map(_ -> next.next()).toList();
        List<Point> leading =
                highlights.stream().map(point -> with(point, next)).toList();
        List<List<Point>> said = points.stream()
                .map(side -> side.stream().map(point -> with(point, next)).toList())
                .toList();
        return new Draft(madeBy, topic, sides, leading, said);
    }

    private static Point with(Point point, Iterator<String> next) {
        String text = next.next();
        Optional<PointMark> mark = point.mark()
                .map(old -> old instanceof PointMark.Pair(String id, Optional<String> words)
                        ? new PointMark.Pair(id, words.map(_ -> next.next()))
                        : old);
        return new Point(text, point.sources(), mark);
    }
}
