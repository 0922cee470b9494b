package digestbot.digest.words;

import digestbot.digest.Digest;
import digestbot.digest.Section;
import digestbot.digest.words.MarkedText.Piece;
import digestbot.digest.words.MarkedText.Range;
import digestbot.digest.words.WordCutter.Token;
import digestbot.markdown.PlainText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A text that is cut into words once, for looking up many words and phrases by their stems
/// ([Stemming]). A phrase is a sequence of words on one line, given as its [WordCutter#key].
///
/// The text of a digest consists of its highlights, its sections and its title, in that order. It
/// excludes the names of topics, perspectives and outlets, because they are in every digest.
public final class WordText {

    public static final int MAX_PARTS = 12;

    /// A line whose tokens are stems.
    private record Line(String text, List<Token> tokens, OptionalInt perspective) {}

    private record Place(int line, int token) {
        private static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::line).thenComparingInt(Place::token);
    }

    /// `perspective` is the ordinal (from 0) of the perspective that reports the passage, and
    /// `found` the phrase as the text has it.
    public record Passage(OptionalInt perspective, String found, List<Piece> pieces) {}

    private final Stemming stemming;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, List<Place>> places = new HashMap<>();

    private WordText(String language) {
        this.stemming = Stemming.of(language);
    }

    /// Reads a text in a language given as an IETF tag.
    public static WordText of(String text, String language) {
        var words = new WordText(language);
        words.add(text, OptionalInt.empty());
        return words;
    }

    public static WordText of(Digest digest) {
        var words = new WordText(digest.key().language());
        words.add(PlainText.of(digest.highlights()), OptionalInt.empty());
        for (Section section : digest.sections()) {
            OptionalInt perspective = section instanceof Section.PerspectiveSection(int ordinal, var _)
                    ? OptionalInt.of(ordinal)
                    : OptionalInt.empty();
            words.add(PlainText.of(section.blocks()), perspective);
        }
        if (!digest.title().equals(digest.topic().titleOn(digest.key().day()))) {
            words.add(digest.title(), OptionalInt.empty());
        }
        return words;
    }

    private void add(String text, OptionalInt perspective) {
        text.lines().map(WordCutter::line).forEach(line -> {
            List<Token> tokens = WordCutter.tokens(line).stream()
                    .map(token -> new Token(stemming.stem(token.folded()), token.start(), token.end()))
                    .toList();
            for (int token = 0; token < tokens.size(); token++) {
                places.computeIfAbsent(tokens.get(token).folded(), _ -> new ArrayList<>())
                        .add(new Place(lines.size(), token));
            }
            lines.add(new Line(line, tokens, perspective));
        });
    }

    public Stemming stemming() {
        return stemming;
    }

    /// The stems of all phrases that can be followed, in the order of first occurrence.
    public Set<String> phrases() {
        Set<String> phrases = new LinkedHashSet<>();
        for (Line line : lines) {
            List<Token> tokens = line.tokens();
            for (int from = 0; from < tokens.size(); from++) {
                var phrase = new StringBuilder();
                for (int to = from; to < Math.min(tokens.size(), from + MAX_PARTS); to++) {
                    phrase.append(to == from ? "" : " ").append(tokens.get(to).folded());
                    phrases.add(phrase.toString());
                }
            }
        }
        return phrases;
    }

    /// The phrases that occur, in the order of first occurrence.
    public List<String> occurring(Collection<String> phrases) {
        Map<String, Place> first = new HashMap<>();
        phrases.forEach(phrase -> places(phrase).findFirst().ifPresent(place -> first.put(phrase, place)));
        return first.entrySet().stream()
                .sorted(Map.Entry.<String, Place>comparingByValue(Place.ORDER)
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    public boolean hasAny(Collection<String> phrases) {
        return phrases.stream().anyMatch(phrase -> places(phrase).findAny().isPresent());
    }

    /// The first line with the phrase, in which every occurrence is marked.
    public Optional<Passage> passage(String phrase) {
        return places(phrase).findFirst().map(first -> passage(phrase, first));
    }

    private Passage passage(String phrase, Place first) {
        Line line = lines.get(first.line());
        int parts = stems(phrase).length;
        List<Range> ranges = new ArrayList<>();
        places(phrase).takeWhile(place -> place.line() == first.line()).forEach(place -> {
            Range range = new Range(
                    line.tokens().get(place.token()).start(),
                    line.tokens().get(place.token() + parts - 1).end());
            if (ranges.isEmpty() || ranges.getLast().end() <= range.start()) {
                ranges.add(range);
            }
        });
        Range marked = ranges.getFirst();
        return new Passage(
                line.perspective(),
                line.text().substring(marked.start(), marked.end()),
                MarkedText.pieces(line.text(), ranges));
    }

    private Stream<Place> places(String phrase) {
        String[] parts = stems(phrase);
        return places.getOrDefault(parts[0], List.of()).stream().filter(place -> occurs(parts, place));
    }

    private boolean occurs(String[] parts, Place place) {
        List<Token> tokens = lines.get(place.line()).tokens();
        return place.token() + parts.length <= tokens.size()
                && IntStream.range(1, parts.length)
                        .allMatch(i -> tokens.get(place.token() + i).folded().equals(parts[i]));
    }

    private String[] stems(String phrase) {
        return stemming.stem(phrase).split(" ", -1);
    }
}
