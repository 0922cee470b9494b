package digestbot.library.search;

import digestbot.library.search.HitHighlighter.Snippet.Piece;
import digestbot.library.search.SearchableText.SearchableLine;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

        /// A stretch of text on one line.
        public record Piece(String text, boolean marked) {}
    }

    private static final int LENGTH = 180;
    private static final int BEFORE = 60;

    /// A shorter line, such as a perspective's name, is not very informative.
    private static final int MIN_INFORMATIVE_LENGTH = 40;

    private static final String ELLIPSIS = "…";

    /// A run of letters in a line.
    private record Token(String folded, int start, int end) {}

    /// A word of a search, as a sequence of letters.
    ///
    /// @param beginning true if longer words that begin with it match too
    private record Wanted(List<String> tokens, boolean beginning) {}

    private record Range(int start, int end) {}

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
                        tokens(word).stream().map(Token::folded).toList(), SearchTokenizer.isBeginning(word)))
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
        return new Snippet(pieces(best), place);
    }

    /// The largest number of search words in one line.
    public int words(List<String> lines) {
        return lines.stream().mapToInt(line -> line(line).words()).max().orElse(0);
    }

    private Line line(String text) {
        return marked(Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("\\s+", " ")
                .strip());
    }

    private Line marked(String text) {
        List<Token> tokens = tokens(text);
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

    private static List<Piece> pieces(Line line) {
        String text = line.text();
        int first = line.ranges().isEmpty() ? 0 : line.ranges().getFirst().start();
        int from = first <= BEFORE || text.length() <= LENGTH ? 0 : wordFrom(text, first - BEFORE, first);
        int to = text.length() - from <= LENGTH ? text.length() : whole(text, from + LENGTH);
        List<Piece> pieces = new ArrayList<>();
        int at = from;
        add(pieces, from > 0 ? ELLIPSIS : "", false);
        for (Range range : line.ranges()) {
            if (range.end() <= to) {
                add(pieces, text.substring(at, range.start()), false);
                add(pieces, text.substring(range.start(), range.end()), true);
                at = range.end();
            }
        }
        add(pieces, text.substring(at, to) + (to < text.length() ? ELLIPSIS : ""), false);
        return pieces;
    }

    private static void add(List<Piece> pieces, String text, boolean marked) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, marked));
        }
    }

    /// The beginning of the next word after a position, or that position if no word begins before
    /// the end.
    private static int wordFrom(String text, int from, int end) {
        int space = text.indexOf(' ', from);
        return space >= 0 && space < end ? space + 1 : whole(text, from);
    }

    /// The position, moved so that it does not split a code point.
    private static int whole(String text, int at) {
        return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int letter = text.codePointAt(at);
            int end = at + Character.charCount(letter);
            if (Character.isLetterOrDigit(letter) && !SearchTokenizer.isUnspaced(letter)) {
                end = endOfRun(text, end);
            }
            if (Character.isLetterOrDigit(letter)) {
                tokens.add(new Token(folded(text.substring(at, end)), at, end));
            }
            at = end;
        }
        return tokens;
    }

    private static int endOfRun(String text, int from) {
        int end = from;
        while (end < text.length()) {
            int letter = text.codePointAt(end);
            boolean goesOn =
                    Character.isLetterOrDigit(letter) || Character.getType(letter) == Character.NON_SPACING_MARK;
            if (!goesOn || SearchTokenizer.isUnspaced(letter)) {
                return end;
            }
            end += Character.charCount(letter);
        }
        return end;
    }

    private static String folded(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFD)
                .replaceAll("\\p{Mn}", "")
                .toLowerCase(Locale.ROOT);
    }
}
