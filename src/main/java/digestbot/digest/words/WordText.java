package digestbot.digest.words;

import digestbot.digest.words.MarkedText.Piece;
import digestbot.digest.words.MarkedText.Range;
import digestbot.digest.words.WordCutter.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A text, cut into words once, in which many words and phrases can be looked up. A phrase is
/// several words in a row on one line; it is given as its [WordCutter#key].
public final class WordText {

    public static final int MAX_PARTS = 12;

    private record Line(String text, List<Token> tokens) {}

    private record Place(int line, int token) {
        private static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::line).thenComparingInt(Place::token);
    }

    /// `line` is the line's place in the text, from 0, and `found` the phrase as the text has it.
    public record Passage(int line, String found, List<Piece> pieces) {
        public Passage {
            pieces = List.copyOf(pieces);
        }
    }

    private final List<Line> lines;
    private final Map<String, List<Place>> places = new HashMap<>();

    public WordText(List<String> text) {
        lines = text.stream()
                .map(WordCutter::line)
                .map(line -> new Line(line, WordCutter.tokens(line)))
                .toList();
        for (int line = 0; line < lines.size(); line++) {
            List<Token> tokens = lines.get(line).tokens();
            for (int token = 0; token < tokens.size(); token++) {
                places.computeIfAbsent(tokens.get(token).folded(), _ -> new ArrayList<>())
                        .add(new Place(line, token));
            }
        }
    }

    /// All phrases that can be followed, in the order of their first places.
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

    /// The phrases that occur, in the order of their first places.
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

    /// The first line with the phrase, in which it is marked wherever it occurs.
    public Optional<Passage> passage(String phrase) {
        return places(phrase).findFirst().map(first -> passage(phrase, first));
    }

    private Passage passage(String phrase, Place first) {
        Line line = lines.get(first.line());
        int parts = parts(phrase).length;
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
                first.line(),
                line.text().substring(marked.start(), marked.end()),
                MarkedText.pieces(line.text(), ranges));
    }

    private Stream<Place> places(String phrase) {
        String[] parts = parts(phrase);
        return places.getOrDefault(parts[0], List.of()).stream().filter(place -> occurs(parts, place));
    }

    private boolean occurs(String[] parts, Place place) {
        List<Token> tokens = lines.get(place.line()).tokens();
        return place.token() + parts.length <= tokens.size()
                && IntStream.range(1, parts.length)
                        .allMatch(i -> tokens.get(place.token() + i).folded().equals(parts[i]));
    }

    private static String[] parts(String phrase) {
        return phrase.split(" ", -1);
    }
}
