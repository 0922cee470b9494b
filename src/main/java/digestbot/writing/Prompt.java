package digestbot.writing;

import digestbot.markdown.TextCleaner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A task for a model.
///
/// @param schema of the answer
record Prompt(String task, String schema) {

    /// The name of the file that has the texts.
    static final String VERSION = "prompt-1";

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final Map<String, String> TEXTS = texts();

    /// @param values for the places of the text; what they say is not replaced again
    static Prompt of(String name, Map<String, String> values) {
        String task = PLACE.matcher(text(name) + " " + text("rules"))
                .replaceAll(place -> Matcher.quoteReplacement(Objects.requireNonNull(values.get(place.group(1)))));
        return new Prompt(task, text(name + ".json"));
    }

    /// An operator's line in a frame that it cannot leave; empty without one.
    static String brief(String line) {
        String inside = TextCleaner.line(line).replaceAll("[<>]", "");
        return inside.isEmpty() ? "" : text("brief").replace("{brief}", inside);
    }

    private static String text(String name) {
        return Objects.requireNonNull(TEXTS.get(name), name);
    }

    private static Map<String, String> texts() {
        String path = "/writing/%s.txt".formatted(VERSION);
        try (InputStream in = Objects.requireNonNull(Prompt.class.getResourceAsStream(path), path)) {
            return Stream.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^## ", -1))
                    .map(text -> text.split("\n", 2))
                    .collect(Collectors.toMap(
                            text -> text[0], text -> text[1].strip().replace('\n', ' ')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
