package digestbot.writing;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.reverseOrder;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import digestbot.digest.Source;
import digestbot.digest.story.SharedStory;
import digestbot.digest.story.StoryMatcher;
import digestbot.digest.story.StoryText;
import digestbot.writing.FeedEntry.Article;
import digestbot.writing.FeedEntry.Story;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Chooses a digest's articles by their stories, the ones of most outlets first: the same number from
/// every perspective, or fewer if it has fewer. Other perspectives never fill a gap, and none has
/// more than three times another's number.
///
/// @param told the sources of the digest before
/// @param toldOn its day
/// @param since an article that was published before is not news by itself
record StoryChoice(WriteSettings settings, StoryMatcher matcher, List<Source> told, LocalDate toldOn, Instant since) {

    /// The largest ratio that `check` accepts between perspectives.
    private static final int MAX_RATIO = 3;

    private static final int LAST = Integer.MAX_VALUE;

    /// The new articles of a story, the best one first.
    ///
    /// @param outlets the number of outlets that report it independently
    private record Ranked(SharedStory story, List<Article> articles, long outlets, boolean continues) {

        private static final Comparator<Ranked> ORDER = comparing(Ranked::explains)
                .thenComparing(Ranked::outlets, reverseOrder())
                .thenComparing(
                        ranked -> ranked.of(Article::perspective).distinct().count(), reverseOrder())
                .thenComparing(
                        ranked -> Collections.max(
                                ranked.of(article -> article.entry().at()).toList()),
                        reverseOrder());

        private <T> Stream<T> of(Function<Article, T> value) {
            return articles.stream().map(value);
        }

        private boolean explains() {
            return of(Article::entry).allMatch(FeedEntry::explains);
        }
    }

    /// The articles of each perspective in the order of their stories. An article of several
    /// perspectives belongs to the one with fewer articles.
    List<Article> of(List<Article> pool) {
        List<Ranked> ranked = ranked(pool).sorted(Ranked.ORDER).toList();
        List<List<Article>> chosen = IntStream.range(0, settings.ids().size())
                .mapToObj(side -> ofSide(side, ranked))
                .toList();
        return balanced(chosen, Article::story).stream()
                .flatMap(side -> side.stream()
                        .sorted(comparingInt(article -> article.story().number())))
                .toList();
    }

    /// So few of each perspective that `check` accepts them beside the one with the fewest.
    ///
    /// @param point of what one point is made
    static <T> List<List<T>> balanced(List<List<T>> sides, Function<T, ?> point) {
        int fewest = sides.stream()
                .filter(side -> !side.isEmpty())
                .mapToInt(side -> (int) side.stream().map(point).distinct().count())
                .min()
                .orElse(0);
        return sides.stream()
                .map(side -> side.subList(0, Math.min(side.size(), fewest * MAX_RATIO)))
                .toList();
    }

    /// The stories of which something is new.
    private Stream<Ranked> ranked(List<Article> pool) {
        Map<Integer, Long> sizes = pool.stream().collect(groupingBy(Article::perspective, counting()));
        Set<String> links = new HashSet<>();
        told.forEach(source -> source.link().map(FeedEntry::canonical).ifPresent(links::add));
        Map<StoryText, Article> articles = new LinkedHashMap<>();
        pool.stream()
                .sorted(comparing(article -> sizes.get(article.perspective())))
                .filter(article -> links.add(FeedEntry.canonical(article.entry().link())))
                .forEach(article -> articles.putIfAbsent(text(article), article));
        Stream<StoryText> before = told.stream()
                .map(source -> new StoryText(
                        source.title(), "", source.languageOr(settings.language()), "", source.outlet(), null));
        List<StoryText> texts =
                Stream.concat(articles.keySet().stream(), before).toList();
        return matcher.all(texts).stream()
                .map(story -> ranked(story, articles))
                .filter(story -> story.articles().stream().anyMatch(this::isNew));
    }

    private boolean isNew(Article article) {
        return article.entry().at().isAfter(since);
    }

    private StoryText text(Article article) {
        FeedEntry entry = article.entry();
        String language = entry.language().isEmpty() ? settings.language() : entry.language();
        String side = settings.ids().get(article.perspective());
        return new StoryText(entry.title(), entry.description(), language, side, article.outlet(), entry.at());
    }

    /// Ranks a story without articles that repeat the previous digest.
    private Ranked ranked(SharedStory story, Map<StoryText, Article> articles) {
        List<List<Article>> voices = story.voices().stream()
                .filter(voice -> articles.keySet().containsAll(voice.texts()))
                .map(voice -> voice.texts().stream().map(articles::get).toList())
                .toList();
        Set<String> outlets = new HashSet<>();
        List<Article> best = voices.stream()
                .flatMap(List::stream)
                .sorted(comparing((Article article) -> !isNew(article))
                        .thenComparing(article -> article.entry().explains())
                        .thenComparing(article -> !article.entry().isIn(settings.language())))
                .toList();
        long independent = voices.stream()
                .sorted(comparingInt(List::size))
                .filter(voice -> voice.stream().map(Article::publisher).anyMatch(outlets::add))
                .count();
        return new Ranked(
                story, best, independent, voices.size() < story.voices().size());
    }

    /// An article of each story of several outlets, then outlets in turn, and at last what other
    /// outlets of the perspective tell of the same.
    private List<Article> ofSide(int side, List<Ranked> ranked) {
        Map<String, Integer> turns = new HashMap<>();
        Map<Article, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < ranked.size(); i++) {
            Ranked each = ranked.get(i);
            var story = new Story(
                    i + 1, each.story().shortWords(), Optional.of(toldOn).filter(_ -> each.continues()));
            Set<String> outlets = new HashSet<>();
            for (Article article : each.articles()) {
                if (article.perspective() == side && outlets.add(article.publisher())) {
                    int turn = turns.merge(article.publisher(), 1, Integer::sum);
                    int place = outlets.size() > 1 ? LAST - 1 : each.outlets() > 1 ? 0 : turn;
                    places.put(article.of(story), each.explains() ? LAST : place);
                }
            }
        }
        return places.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(settings.articles() / settings.ids().size())
                .map(Map.Entry::getKey)
                .toList();
    }
}
