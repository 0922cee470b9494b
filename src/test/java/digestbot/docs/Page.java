package digestbot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Markdown page of the repository. A generated block stands between `<!-- generated: NAME -->`
/// and `<!-- end -->`, each on a line of its own.
record Page(Path file, List<String> lines) {

    private static final Pattern BEGIN = Pattern.compile("<!-- generated: (.+) -->");
    private static final String END = "<!-- end -->";
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern ITALIC = Pattern.compile("(?<![*\\w])\\*([^*\n]+)\\*(?!\\*)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    Page {
        lines = List.copyOf(lines);
    }

    static Page of(String file) {
        return of(Path.of(file));
    }

    private static Page of(Path file) {
        try {
            return new Page(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The pages of the root, of `docs/` and of `docs/dev/`.
    static List<Page> all() {
        return Stream.of(Path.of(""), Path.of("docs"), Path.of("docs/dev"))
                .flatMap(Page::in)
                .toList();
    }

    private static Stream<Page> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().map(Page::of).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    List<String> blocks() {
        return lines.stream()
                .map(BEGIN::matcher)
                .filter(Matcher::matches)
                .map(begin -> begin.group(1))
                .toList();
    }

    /// `-Dgolden.write=true` rewrites the block, and the run still fails if it differed.
    void assertGenerated(String block, List<String> generated) {
        List<String> expected = Stream.of(List.of(""), generated, List.of(""))
                .flatMap(List::stream)
                .toList();
        int from = lines.indexOf("<!-- generated: " + block + " -->") + 1;
        assertThat(from).as("where “%s” begins in %s", block, file).isPositive();
        int length = lines.subList(from, lines.size()).indexOf(END);
        assertThat(length).as("where “%s” ends in %s", block, file).isNotNegative();
        List<String> found = lines.subList(from, from + length);
        if (Boolean.getBoolean("golden.write") && !found.equals(expected)) {
            write(from, from + length, expected);
        }
        assertThat(String.join("\n", found)).as("%s in %s", block, file).isEqualTo(String.join("\n", expected));
    }

    private void write(int from, int to, List<String> block) {
        List<String> text = new ArrayList<>(lines);
        text.subList(from, to).clear();
        text.addAll(from, block);
        try {
            Files.write(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In a line of text, or as a line of its own.
    List<String> code() {
        return lines.stream()
                .flatMap(line -> isCode(line)
                        ? Stream.of(line.strip())
                        : CODE.matcher(line).results().map(found -> found.group(1)))
                .toList();
    }

    List<String> italics() {
        return prose().flatMap(line ->
                        ITALIC.matcher(CODE.matcher(line).replaceAll("")).results())
                .map(found -> found.group(1))
                .toList();
    }

    List<String> links() {
        return prose().flatMap(
                        line -> LINK.matcher(CODE.matcher(line).replaceAll("")).results())
                .map(found -> found.group(1))
                .toList();
    }

    /// The file to which a relative link leads.
    Path target(String link) {
        return file.resolveSibling(link).normalize();
    }

    private Stream<String> prose() {
        return lines.stream().filter(line -> !isCode(line));
    }

    private static boolean isCode(String line) {
        return line.startsWith("    ");
    }

    /// As GitHub makes them.
    List<String> anchors() {
        return prose().filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /// The first indented block with a line of front matter, without the indentation.
    String firstDigest() {
        int from = lines.indexOf("    ---");
        int to = from;
        while (to < lines.size() && (isCode(lines.get(to)) || lines.get(to).isEmpty())) {
            to++;
        }
        return String.join("\n", lines.subList(from, to)).indent(-4);
    }
}
