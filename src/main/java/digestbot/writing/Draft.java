package digestbot.writing;

import digestbot.digest.Digest;
import digestbot.markdown.PointMark;
import digestbot.writing.FeedEntry.Article;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a digest is to say, before it is a file.
///
/// @param madeBy a model, or [Digest#HEADLINES_ALONE]
/// @param names of the perspectives
/// @param points those of each perspective in their order, and the highlights
record Draft(String madeBy, String topicName, List<String> names, List<Point> points) {

    private static final int MAX_HIGHLIGHTS = 5;

    /// A line of the digest in plain text.
    ///
    /// @param perspective its place, from 0, or [#HIGHLIGHT]
    /// @param sources numbers from 1
    record Point(int perspective, String text, List<Integer> sources, Optional<PointMark> mark) {

        static final int HIGHLIGHT = -1;

        Point(int perspective, String text, List<Integer> sources) {
            this(perspective, text, sources, Optional.empty());
        }

        Point with(PointMark other) {
            return new Point(perspective, text, sources, Optional.of(other));
        }
    }

    boolean isByModel() {
        return !madeBy.equals(Digest.HEADLINES_ALONE);
    }

    /// What can be compared between models and prompts, in a line for people.
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

    /// The points as headlines. Highlights are the stories that several perspectives report.
    static Draft ofHeadlines(String topicName, List<String> names, List<Article> articles) {
        List<Point> points = new ArrayList<>(stories(articles));
        Map<Integer, Long> counts =
                articles.stream().collect(Collectors.groupingBy(Article::perspective, Collectors.counting()));
        for (int i = 0; i < articles.size(); i++) {
            Article article = articles.get(i);
            // A single headline is short.
            String text = counts.getOrDefault(article.perspective(), 0L) > 1 ? article.title() : article.withOutlet();
            points.add(new Point(article.perspective(), text, List.of(i + 1)));
        }
        return new Draft(Digest.HEADLINES_ALONE, topicName, names, points);
    }

    /// The largest stories first. The perspectives' headlines take turns as its words.
    private static List<Point> stories(List<Article> articles) {
        List<TitleWords> words = articles.stream().map(Article::words).toList();
        List<Integer> open =
                new ArrayList<>(IntStream.range(0, articles.size()).boxed().toList());
        List<List<Integer>> stories = new ArrayList<>();
        while (!open.isEmpty()) {
            int first = open.removeFirst();
            List<Integer> story = new ArrayList<>(List.of(first));
            open.stream()
                    .filter(other -> words.get(first).isOneStory(words.get(other)))
                    .forEach(story::add);
            if (leads(story, articles).size() > 1) {
                open.removeAll(story);
                stories.add(story);
            }
        }
        stories.sort((one, other) -> other.size() - one.size());
        return IntStream.range(0, Math.min(stories.size(), MAX_HIGHLIGHTS))
                .mapToObj(i -> {
                    List<Integer> leads = leads(stories.get(i), articles);
                    String title = articles.get(leads.get(i % leads.size())).title();
                    List<Integer> sources =
                            stories.get(i).stream().map(place -> place + 1).toList();
                    return new Point(Point.HIGHLIGHT, title, sources);
                })
                .toList();
    }

    /// The first article of each perspective.
    private static List<Integer> leads(List<Integer> story, List<Article> articles) {
        Map<Integer, Integer> leads = new TreeMap<>();
        story.forEach(place -> leads.putIfAbsent(articles.get(place).perspective(), place));
        return List.copyOf(leads.values());
    }

    /// All texts that a translation has to say, in the order in which [#withTexts] takes them.
    List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(topicName));
        texts.addAll(names);
        points.forEach(point -> {
            texts.add(point.text());
            point.mark().ifPresent(mark -> {
                if (mark instanceof PointMark.Pair(var _, Optional<String> words)) {
                    words.ifPresent(texts::add);
                }
            });
        });
        return texts;
    }

    Draft withTexts(List<String> texts) {
        Iterator<String> next = texts.iterator();
        String topic = next.next();
        List<String> sides = names.stream().map(_ -> next.next()).toList();
        List<Point> said = new ArrayList<>();
        for (Point point : points) {
            String text = next.next();
            Optional<PointMark> mark = point.mark()
                    .map(old -> old instanceof PointMark.Pair(String id, Optional<String> words)
                            ? new PointMark.Pair(id, words.map(_ -> next.next()))
                            : old);
            said.add(new Point(point.perspective(), text, point.sources(), mark));
        }
        return new Draft(madeBy, topic, sides, said);
    }
}
