package digestbot.writing;

import digestbot.digest.words.NewsText;
import digestbot.markdown.TextCleaner;
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

    /// @param values for the places of the text that are not other texts; places in them are left alone
    static Prompt of(String name, Map<String, String> values) {
        String task = PLACE.matcher(text(name))
                .replaceAll(found -> Matcher.quoteReplacement(
                        Objects.requireNonNullElseGet(values.get(found.group(1)), () -> text(found.group(1)))));
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
        String all = NewsText.lines("/writing/%s.txt".formatted(VERSION)).collect(Collectors.joining(" "));
        return Stream.of(all.substring("= ".length()).split(" = ", -1))
                .map(text -> text.split(" ", 2))
                .collect(Collectors.toMap(text -> text[0], text -> text[1]));
    }
}
