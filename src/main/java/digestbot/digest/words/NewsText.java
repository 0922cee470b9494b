package digestbot.digest.words;

import digestbot.digest.words.WordCutter.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A text with the meanings of its words, from the tables of names, figures and words.
///
/// @param stems the stems of the tokens; in scripts without spaces, each with the letter that
///     follows
public record NewsText(String line, String language, List<Token> tokens, List<String> stems, List<Meaning> terms) {

    /// The languages, in the order of the tables' columns.
    public static final List<String> LANGUAGES = List.of("en", "de", "es", "zh");

    private static final Pattern INITIALS = Pattern.compile("(?<!\\p{L})(?:\\p{Lu}\\.){2,}");
    private static final int MOST_TOKENS = 6;
    private static final Map<String, Set<String>> STOP_WORDS = lines("/words/stopwords")
            .map(line -> line.split(" ", -1))
            .collect(Collectors.toMap(
                    words -> words[0],
                    words -> Stream.of(words)
                            .skip(1)
                            .map(word -> WordCutter.key(word).replace(" ", ""))
                            .collect(Collectors.toSet())));
    private static final Map<String, Table> TABLES = new ConcurrentHashMap<>();

    /// The meaning of the tokens from index `from` to before `to`.
    public record Meaning(String kind, String key, int from, int to) {}

    private record Table(
            Stemming stemming, Map<String, List<Entry>> entries, Set<String> firstWords, Map<String, String> stems) {

        String stem(String word) {
            return stems.computeIfAbsent(word, stemming::stem);
        }
    }

    private record Entry(String form, String kind, String key) {

        /// Whether the text has capitals where the form has them: “May” is a month, “may” is not.
        boolean isWritten(String text) {
            boolean isAcronym = form.length() > 1 && form.chars().allMatch(Character::isUpperCase);
            return isAcronym
                    ? text.chars().noneMatch(Character::isLowerCase)
                    : IntStream.range(0, Math.min(form.length(), text.length()))
                            .filter(i -> i == 0 || form.charAt(i - 1) == ' ')
                            .allMatch(i -> !Character.isUpperCase(form.charAt(i))
                                    || text.charAt(i) == ' '
                                    || Character.isUpperCase(text.charAt(i)));
        }
    }

    public static NewsText of(String text, String language) {
        String line = INITIALS.matcher(WordCutter.line(text))
                .replaceAll(initials -> initials.group().replace(".", ""))
                .replace('’', '\'');
        List<Token> tokens = WordCutter.tokens(line);
        List<Meaning> terms = new ArrayList<>();
        Map<String, Integer> ends = new HashMap<>();
        for (int i = 0; i < tokens.size(); i++) {
            int from = i;
            List<Meaning> found = longest(line, tokens, i, language).stream()
                    .filter(term -> ends.getOrDefault(term.kind(), 0) <= from)
                    .toList();
            found.forEach(term -> ends.put(term.kind(), term.to()));
            terms.addAll(found);
        }
        Table table = TABLES.computeIfAbsent(language, NewsText::table);
        List<String> stems = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            String word = tokens.get(i).folded();
            String next = i + 1 < tokens.size() ? tokens.get(i + 1).folded() : "";
            stems.add(WordCutter.isUnspaced(word.codePointAt(0)) ? word + next : table.stem(word));
        }
        return new NewsText(line, language, tokens, stems, terms);
    }

    /// The words of the language that say nothing about an event, folded as [Token#folded].
    public static Set<String> stopWords(String language) {
        return STOP_WORDS.getOrDefault(language, Set.of());
    }

    public static String stem(String word, String language) {
        return TABLES.computeIfAbsent(language, NewsText::table).stem(word);
    }

    /// For each kind, the terms with the longest form that begins at a token.
    public static List<Meaning> longest(String line, List<Token> tokens, int from, String language) {
        Table table = TABLES.computeIfAbsent(language, NewsText::table);
        String key = table.stem(tokens.get(from).folded());
        if (!table.firstWords().contains(key)) {
            return List.of();
        }
        Map<String, List<Meaning>> longest = new HashMap<>();
        for (int end = from + 1; end <= Math.min(tokens.size(), from + MOST_TOKENS); end++) {
            String written =
                    line.substring(tokens.get(from).start(), tokens.get(end - 1).end());
            int to = end;
            key += end == from + 1 ? "" : " " + table.stem(tokens.get(end - 1).folded());
            table.entries().getOrDefault(key, List.of()).stream()
                    .filter(entry -> entry.isWritten(written))
                    .map(entry -> new Meaning(entry.kind(), entry.key(), from, to))
                    .collect(Collectors.groupingBy(Meaning::kind))
                    .forEach(longest::put);
        }
        return longest.values().stream().flatMap(List::stream).toList();
    }

    private static Table table(String language) {
        Map<String, List<Entry>> table = new HashMap<>();
        var stemming = Stemming.of(language);
        int own = LANGUAGES.indexOf(language) + 2;
        Stream.of("/words/names", "/words/concepts", "/words/figures", "/words/meanings")
                .flatMap(NewsText::lines)
                .map(line -> line.split("\\s*\\|\\s*", -1))
                .forEach(columns -> Stream.of(1, own)
                        .distinct()
                        .filter(column -> column < columns.length)
                        .flatMap(column -> Arrays.stream(columns[column].strip().split(",\\s*", -1)))
                        .filter(form -> !form.isEmpty())
                        .forEach(form -> table.computeIfAbsent(
                                        stemming.stem(WordCutter.key(form)), _ -> new ArrayList<>())
                                .add(new Entry(form, kind(columns[0]), columns[0]))));
        return new Table(
                stemming,
                table,
                table.keySet().stream().map(key -> key.split(" ", 2)[0]).collect(Collectors.toSet()),
                new ConcurrentHashMap<>());
    }

    private static String kind(String key) {
        String first = key.split(" ", -1)[0];
        return switch (first) {
            case "country", "group", "bank", "force", "party", "place", "person", "outlet" -> "name";
            default -> first;
        };
    }

    /// The lines of a resource without comments.
    public static Stream<String> lines(String path) {
        try (InputStream in = Objects.requireNonNull(NewsText.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Stream<Meaning> terms(String kind) {
        return terms.stream().filter(term -> term.kind().equals(kind));
    }

    public boolean has(String kind, int token) {
        return terms(kind).anyMatch(term -> term.from() <= token && token < term.to());
    }

    public String written(Meaning term) {
        return line.substring(
                tokens.get(term.from()).start(), tokens.get(term.to() - 1).end());
    }

    public String word(int token) {
        return line.substring(tokens.get(token).start(), tokens.get(token).end());
    }

    /// The text between a token and the token before it.
    public String gap(int token) {
        return line.substring(
                token == 0 ? 0 : tokens.get(token - 1).end(), tokens.get(token).start());
    }
}
