package digestbot.writing;

import digestbot.writing.FeedEntry.Article;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Chooses the articles of a digest: each once, the newest first, outlets in turn, and of every
/// perspective as many as of the others, as far as it has them. What one lacks is never filled up
/// from another, and none has more than three times what another one has.
final class ArticleChoice {

    /// The largest ratio that `check` accepts between perspectives.
    private static final int MAX_RATIO = 3;

    private static final Comparator<Article> NEWEST = Comparator.<Article, Instant>comparing(
                    article -> article.entry().at())
            .reversed()
            .thenComparing(article -> article.entry().link().url());

    private ArticleChoice() {}

    /// The chosen articles of each perspective, in the order of `found`. An article that several
    /// perspectives have belongs to the one with fewer articles.
    static List<List<Article>> of(List<List<Article>> found, int total) {
        int quota = total / found.size();
        Set<String> links = new HashSet<>();
        List<List<Article>> chosen = new ArrayList<>(found);
        IntStream.range(0, found.size())
                .boxed()
                .sorted(Comparator.comparingInt(side -> found.get(side).size()))
                .forEach(side -> chosen.set(side, ofOutletsInTurn(found.get(side), quota, links)));
        return balanced(chosen);
    }

    /// So few of each perspective that `check` accepts them beside the one with the fewest.
    static <T> List<List<T>> balanced(List<List<T>> sides) {
        int fewest = sides.stream()
                .mapToInt(List::size)
                .filter(size -> size > 0)
                .min()
                .orElse(0);
        return sides.stream()
                .map(side -> side.subList(0, Math.min(side.size(), fewest * MAX_RATIO)))
                .toList();
    }

    private static List<Article> ofOutletsInTurn(List<Article> found, int most, Set<String> links) {
        Map<String, Deque<Article>> byOutlet = new LinkedHashMap<>();
        found.stream()
                .sorted(NEWEST)
                .forEach(article -> byOutlet.computeIfAbsent(article.outlet(), _ -> new ArrayDeque<>())
                        .add(article));
        List<Article> chosen = new ArrayList<>();
        List<TitleWords> titles = new ArrayList<>();
        while (chosen.size() < most && !byOutlet.isEmpty()) {
            for (Deque<Article> outlet : List.copyOf(byOutlet.values())) {
                while (chosen.size() < most && !outlet.isEmpty()) {
                    Article next = outlet.poll();
                    TitleWords title = next.words();
                    if (titles.stream().noneMatch(title::isSame)
                            && links.add(next.entry().canonicalLink())) {
                        chosen.add(next);
                        titles.add(title);
                        break;
                    }
                }
            }
            byOutlet.values().removeIf(Deque::isEmpty);
        }
        return chosen;
    }
}
