package digestbot.library.search;

import digestbot.digest.DigestView;
import digestbot.digest.words.MarkedText;
import digestbot.digest.words.MarkedText.Piece;
import digestbot.digest.words.MarkedText.Range;
import digestbot.digest.words.WordCutter;
import digestbot.digest.words.WordCutter.Token;
import digestbot.library.search.SearchableText.SearchableLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds the most informative line of a text for a search, and highlights the words as the index
/// would find them.
public final class HitHighlighter {

    /// A few words of a digest, in which the words of the search are marked.
    ///
    /// @param pieces one after the other; no text in them is empty
    /// @param place the view that shows it, so that a perspective's words are not taken for the
    ///     digest's own: the overview, one perspective, or the sources
    /// @param parts the views that have a line with the most of the words; empty if no line has any
    public record Snippet(List<Piece> pieces, DigestView place, List<DigestView> parts) {}

    /// The number of characters of a digest that are examined, several times the usual length.
    /// Longer digests would take more processor time than strangers who search may have.
    static final int MAX_LENGTH = 50_000;

    /// A shorter line, such as a perspective's name, is not very informative.
    private static final int MIN_INFORMATIVE_LENGTH = 40;

    /// A word of a search, as a sequence of letters. `beginning` is true if longer words that begin
    /// with it match too.
    private record Wanted(List<String> tokens, boolean beginning) {}

    /// `words` is the number of different search words in the line.
    private record Line(String text, List<Range> ranges, int words) {
        int weight() {
            return 2 * words + (text.length() >= MIN_INFORMATIVE_LENGTH ? 1 : 0);
        }
    }

    /// The words by their first letters.
    private final Map<Character, List<Wanted>> wanted;

    private HitHighlighter(Map<Character, List<Wanted>> wanted) {
        this.wanted = wanted;
    }

    public static HitHighlighter of(String typed) {
        return new HitHighlighter(SearchTokenizer.typed(typed)
                .map(word -> new Wanted(
                        WordCutter.tokens(word).stream().map(Token::folded).toList(),
                        SearchTokenizer.isBeginning(word)))
                .filter(each -> !each.tokens().isEmpty())
                .distinct()
                .collect(Collectors.groupingBy(each -> first(each.tokens().getFirst()))));
    }

    private static char first(String folded) {
        return folded.isEmpty() ? ' ' : folded.charAt(0);
    }

    /// The snippet from the first of the most informative lines.
    public Snippet in(List<SearchableLine> lines) {
        Line best = new Line("", List.of(), -1);
        DigestView place = new DigestView.Overview();
        Map<DigestView, Integer> words = new LinkedHashMap<>();
        int left = MAX_LENGTH;
        for (int i = 0; i < lines.size() && left > 0; i++) {
            SearchableLine said = lines.get(i);
            Line line = marked(WordCutter.line(beginning(said.line(), left)));
            left -= said.line().length() + 1;
            words.merge(said.place(), line.words(), Math::max);
            if (line.weight() > best.weight()) {
                best = line;
                place = said.place();
            }
        }
        int most = words.values().stream().max(Integer::compare).orElse(0);
        List<DigestView> parts = words.keySet().stream()
                .filter(part -> most > 0 && words.getOrDefault(part, 0) == most)
                .toList();
        return new Snippet(MarkedText.pieces(best.text(), best.ranges()), place, parts);
    }

    private static String beginning(String text, int length) {
        return text.length() <= length ? text : text.substring(0, MarkedText.whole(text, length));
    }

    private Line marked(String text) {
        List<Token> tokens = WordCutter.tokens(text);
        List<Range> ranges = new ArrayList<>();
        Set<Wanted> found = new HashSet<>();
        for (int at = 0; at < tokens.size(); at++) {
            for (Wanted each : wanted.getOrDefault(first(tokens.get(at).folded()), List.of())) {
                if (occurs(each, tokens, at)) {
                    found.add(each);
                    int end = tokens.get(at + each.tokens().size() - 1).end();
                    add(ranges, new Range(tokens.get(at).start(), end));
                }
            }
        }
        return new Line(text, ranges, found.size());
    }

    private static boolean occurs(Wanted wanted, List<Token> tokens, int at) {
        int count = wanted.tokens().size();
        if (at + count > tokens.size()) {
            return false;
        }
        return IntStream.range(0, count).allMatch(i -> {
            String token = tokens.get(at + i).folded();
            String word = wanted.tokens().get(i);
            return (i == count - 1 && wanted.beginning()) ? token.startsWith(word) : token.equals(word);
        });
    }

    /// Adds a range that does not begin before the others, merged with one that it overlaps.
    private static void add(List<Range> ranges, Range range) {
        if (!ranges.isEmpty() && range.start() <= ranges.getLast().end()) {
            Range last = ranges.removeLast();
            ranges.add(new Range(last.start(), Math.max(last.end(), range.end())));
        } else {
            ranges.add(range);
        }
    }
}
