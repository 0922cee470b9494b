package digestbot.library.search;

import digestbot.digest.words.MarkedText;
import digestbot.digest.words.MarkedText.Piece;
import digestbot.digest.words.MarkedText.Range;
import digestbot.digest.words.WordCutter;
import digestbot.digest.words.WordCutter.Token;
import digestbot.library.search.SearchableText.SearchableLine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Finds the most informative line of a text for a search, and highlights the words as the index
/// would find them.
public final class HitHighlighter {

    /// A few words of a digest with what was looked for marked in them.
    ///
    /// @param pieces one after the other; no text in them is empty
    /// @param place the part that says it, so that a perspective's words are not taken for the digest's
    /// own
    public record Snippet(List<Piece> pieces, SearchScope place) {
        public Snippet {
            pieces = List.copyOf(pieces);
        }
    }

    /// A shorter line, such as a perspective's name, is not very informative.
    private static final int MIN_INFORMATIVE_LENGTH = 40;

    /// A word of a search, as a sequence of letters.
    ///
    /// @param beginning true if longer words that begin with it match too
    private record Wanted(List<String> tokens, boolean beginning) {}

    /// @param words the number of different search words in it
    private record Line(String text, List<Range> ranges, int words) {
        int weight() {
            return 2 * words + (text.length() >= MIN_INFORMATIVE_LENGTH ? 1 : 0);
        }
    }

    private final List<Wanted> wanted;

    private HitHighlighter(List<Wanted> wanted) {
        this.wanted = wanted;
    }

    public static HitHighlighter of(String typed) {
        return new HitHighlighter(SearchTokenizer.typed(typed)
                .map(word -> new Wanted(
                        WordCutter.tokens(word).stream().map(Token::folded).toList(),
                        SearchTokenizer.isBeginning(word)))
                .filter(each -> !each.tokens().isEmpty())
                .toList());
    }

    /// The snippet from the first of the most informative lines.
    public Snippet in(List<SearchableLine> lines) {
        Line best = new Line("", List.of(), -1);
        SearchScope place = new SearchScope.WholeScope();
        for (SearchableLine said : lines) {
            Line line = line(said.line());
            if (line.weight() > best.weight()) {
                best = line;
                place = said.place();
            }
        }
        return new Snippet(MarkedText.pieces(best.text(), best.ranges()), place);
    }

    /// The largest number of search words in one line.
    public int words(List<String> lines) {
        return lines.stream().mapToInt(line -> line(line).words()).max().orElse(0);
    }

    private Line line(String text) {
        return marked(WordCutter.line(text));
    }

    private Line marked(String text) {
        List<Token> tokens = WordCutter.tokens(text);
        List<Range> ranges = new ArrayList<>();
        int words = 0;
        for (Wanted each : wanted) {
            List<Range> found = IntStream.range(0, tokens.size())
                    .filter(at -> occurs(each, tokens, at))
                    .mapToObj(at -> new Range(
                            tokens.get(at).start(),
                            tokens.get(at + each.tokens().size() - 1).end()))
                    .toList();
            ranges.addAll(found);
            words += found.isEmpty() ? 0 : 1;
        }
        return new Line(text, joined(ranges), words);
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

    /// The ranges in order, with overlapping and adjacent ones merged.
    private static List<Range> joined(List<Range> ranges) {
        List<Range> joined = new ArrayList<>();
        ranges.stream()
                .sorted((one, other) -> Integer.compare(one.start(), other.start()))
                .forEach(range -> {
                    if (!joined.isEmpty() && range.start() <= joined.getLast().end()) {
                        Range last = joined.removeLast();
                        joined.add(new Range(last.start(), Math.max(last.end(), range.end())));
                    } else {
                        joined.add(range);
                    }
                });
        return joined;
    }
}
