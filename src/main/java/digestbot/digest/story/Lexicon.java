package digestbot.digest.story;

import digestbot.digest.words.Stemming;
import digestbot.digest.words.WordCutter;
import digestbot.digest.words.WordCutter.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What names and words of the news mean in a language, by the tables of this package.
final class Lexicon {

    static final List<String> COLUMNS = List.of("", "en", "de", "es", "zh");
    private static final int MOST_TOKENS = 6;
    private static final int LONGEST_ACRONYM = 5;
    private static final Map<String, Lexicon> OF_LANGUAGES = new ConcurrentHashMap<>();

    private record Entry(String form, Set<Term> terms) {}

    /// `tokens` is how many tokens of the text it takes.
    record Match(Set<Term> terms, int tokens) {}

    private final Stemming stemming;
    private final Set<String> stopWords;
    private final Map<String, List<Entry>> entries = new HashMap<>();
    private final Map<String, String> stems = new ConcurrentHashMap<>();

    private Lexicon(String language) {
        this.stemming = Stemming.of(language);
        this.stopWords = lines("stopwords")
                .filter(line -> line.startsWith(language + " "))
                .flatMap(line -> Stream.of(line.split(" ", -1)).skip(1))
                .map(word -> WordCutter.key(word).replace(" ", ""))
                .collect(Collectors.toCollection(HashSet::new));
        lines("names").forEach(line -> {
            String[] columns = line.split("\\s*\\|", -1);
            boolean number = line.startsWith("number ");
            Term term = number
                    ? new Term(
                            Term.Kind.NUMBER,
                            columns[0].substring("number ".length()) + (columns[0].endsWith("pp") ? "" : " "))
                    : new Term(Term.Kind.ENTITY, columns[0]);
            add(columns, language, term);
        });
        lines("concepts")
                .map(line -> line.split("\\s*\\|\\s*", -1))
                .forEach(columns -> add(
                        columns,
                        language,
                        new Term(
                                Term.Kind.CONCEPT,
                                columns[COLUMNS.indexOf("en") + 1].split(",", 2)[0])));
    }

    static Lexicon of(String language) {
        return OF_LANGUAGES.computeIfAbsent(primary(language), Lexicon::new);
    }

    static String primary(String language) {
        return Locale.forLanguageTag(language.replace('_', '-')).getLanguage();
    }

    private void add(String[] columns, String language, Term term) {
        forms(columns, language).forEach(form -> {
            String key = WordCutter.tokens(WordCutter.line(form)).stream()
                    .map(token -> stem(token.folded()))
                    .collect(Collectors.joining(" "));
            List<Entry> same = entries.computeIfAbsent(key, _ -> new ArrayList<>());
            same.stream()
                    .filter(entry -> entry.form().equals(form))
                    .findFirst()
                    .orElseGet(() -> {
                        same.add(new Entry(form, new LinkedHashSet<>()));
                        return same.getLast();
                    })
                    .terms()
                    .add(term);
        });
    }

    /// The forms of a line of a table that a language has; the first column is the line's key.
    static Stream<String> forms(String[] columns, String language) {
        int own = COLUMNS.indexOf(language);
        return Stream.of(1, own + 1)
                .distinct()
                .filter(column -> column > 0 && column < columns.length)
                .flatMap(column -> Arrays.stream(columns[column].split(",", -1)))
                .map(String::strip)
                .filter(form -> !form.isEmpty());
    }

    static Stream<String> lines(String name) {
        String path = "/story/" + name;
        try (InputStream in = Objects.requireNonNull(Lexicon.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String stem(String word) {
        return stems.computeIfAbsent(word, stemming::stem);
    }

    boolean isStopWord(String folded) {
        return stopWords.contains(folded);
    }

    /// The longest entry that begins at a token; null if there is none.
    @Nullable
    Match longest(String line, List<Token> tokens, int from) {
        @Nullable Match longest = null;
        var key = new StringBuilder();
        for (int to = from; to < Math.min(tokens.size(), from + MOST_TOKENS); to++) {
            key.append(to == from ? "" : " ").append(stem(tokens.get(to).folded()));
            String written =
                    line.substring(tokens.get(from).start(), tokens.get(to).end());
            for (Entry entry : entries.getOrDefault(key.toString(), List.of())) {
                if (hasCaseOf(entry.form(), written)) {
                    longest = new Match(entry.terms(), to - from + 1);
                }
            }
        }
        return longest;
    }

    private static boolean hasCaseOf(String form, String written) {
        boolean acronym = form.length() <= LONGEST_ACRONYM && form.equals(form.toUpperCase(Locale.ROOT));
        return acronym
                ? written.equals(written.toUpperCase(Locale.ROOT))
                : !Character.isUpperCase(form.charAt(0)) || Character.isUpperCase(written.charAt(0));
    }
}
