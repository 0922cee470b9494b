package digestbot.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Inputs of up to 1 MiB that are known to keep Markdown parsers busy, or to end them.
public final class HostileMarkdown {

    private static final int LENGTH = 1_000_000;

    private HostileMarkdown() {}

    public record Input(String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// Does the work with each input in a thread of its own, and fails with the input's name if
    /// that throws or hangs: it may take minutes although milliseconds are usual. The stack has so
    /// many bytes; 0 stands for the usual one.
    public static void assertEnds(Stream<Input> inputs, int stack, Consumer<String> work) {
        inputs.forEach(input -> {
            var fault = new AtomicReference<Throwable>();
            var thread = new Thread(null, () -> work.accept(input.text()), input.name(), stack);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((_, thrown) -> fault.set(thrown));
            thread.start();
            try {
                assertThat(thread.join(Duration.ofMinutes(10)))
                        .as("ends with %s", input)
                        .isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThat(fault).as("what was thrown with %s", input).hasValue(null);
        });
    }

    public static Stream<Input> all() {
        return of(LENGTH);
    }

    private static Stream<Input> of(int length) {
        return Stream.of(repeated(length), sequences(), nested()).flatMap(inputs -> inputs);
    }

    /// The beginnings of them, which are cheaper to read.
    public static Stream<Input> beginnings() {
        return of(66_000)
                .map(input -> new Input(
                        input.name(),
                        input.text().substring(0, Math.min(input.text().length(), 66_000))));
    }

    private static Stream<Input> repeated(int length) {
        String units = "[¦![¦](¦[a](¦[a](<b¦[a](b \"¦[a]¦[a][b]¦![a](b)¦[a](https://example.org/b) "
                + "¦- [a](https://example.org) *b* `c`\n¦<?¦<!--¦<!--\n¦a <!-- b\n¦<!A ¦<![CDATA[¦<a b=\"¦<a b "
                + "¦<!-- -->¦<https://a ¦<https://a.b/c> ¦<a@b.cc> ¦> > > a\nb\n¦> a\nb\n¦| a | b | c |\n¦| a "
                + "¦word and ¦word and\n¦word and\n\n¦# a\n¦# a\nb\n¦a\n-\n¦-\n¦- a\n¦- a\n\n¦1. a\n¦2) a\n"
                + "¦- > - > a\n¦* * * * * * * * * * a\n¦>>>>>>>>>>>>>>>>> a\n¦\0¦*a _b ¦**a *b ¦*a* **b** ¦a**b"
                + "¦a***b ¦~~a ~b ¦_a¦&amp;¦&a¦&#x¦\\¦a\\\n¦a  \n¦\t- a\n¦***\n¦```\n¦`a` ¦[a]:\n¦[a]: b\n\n"
                + "¦[\\¦    a\n¦\n¦ ¦ #¦<div>\n¦[](<>)¦a\u202e¦\ud83d\ude00¦文";
        return Stream.of(units.split("¦"))
                .map(unit -> new Input(
                        "repeated " + unit.strip(),
                        unit.repeat(length / unit.getBytes(StandardCharsets.UTF_8).length)));
    }

    private static Stream<Input> sequences() {
        return Stream.of(
                new Input("growing runs of backticks", growing("`", 1000, " ")),
                new Input("growing runs of backticks in paragraphs", growing("`", 1000, "\n\n")),
                new Input("growing fences", "a\n" + growing("      `", 600, "\n")),
                new Input("growing indentation", numbers(1400, i -> " ".repeat(i) + "- a\n")),
                new Input("reference links", numbers(20_000, i -> "[a" + i + "] ")),
                new Input(
                        "reference links with definitions",
                        numbers(20_000, i -> "[a" + i + "] ") + "\n\n" + numbers(20_000, i -> "[a" + i + "]: b\n")),
                new Input(
                        "references in many sections",
                        numbers(900, i -> "# a\n" + "[a" + i % 400 + "] ".repeat(100) + "\n")
                                + numbers(400, i -> "[a" + i + "]: https://example.org/" + i + "\n")),
                new Input("an item with many lines", "- a\n" + "  b\n".repeat(250_000)),
                new Input("a list with many blank lines", "- a\n" + "\n".repeat(LENGTH) + "  b"));
    }

    private static Stream<Input> nested() {
        return Stream.of(
                new Input("nested stars", "*".repeat(20_000) + "a" + "*".repeat(20_000)),
                new Input("nested emphasis", "*a ".repeat(20_000) + "a* ".repeat(20_000)),
                new Input("nested quotes", ">".repeat(20_000) + "a"),
                new Input("nested lists", "* ".repeat(20_000) + "a"),
                new Input("nested numbered lists", "1. ".repeat(20_000) + "a"),
                new Input("nested links", "[".repeat(20_000) + "a" + "](b)".repeat(20_000)),
                new Input("nested images", "![".repeat(20_000) + "a" + "](b)".repeat(20_000)),
                new Input("nested parentheses", "[a](" + "(".repeat(20_000) + ")".repeat(20_000)),
                new Input("a title that never ends", "[a](b \"" + "c".repeat(LENGTH)),
                new Input("an address that never ends", "[a](https://example.org/" + "c".repeat(LENGTH)),
                new Input("a comment that never ends", "a <!-- " + "b ".repeat(LENGTH / 2)),
                new Input("attributes that never end", "<a " + "b=c ".repeat(LENGTH / 4)),
                new Input("a mail address that never ends", "<a@" + "b.".repeat(LENGTH / 2)));
    }

    private static String growing(String unit, int most, String separator) {
        return numbers(most, i -> unit.repeat(i + 1) + separator);
    }

    private static String numbers(int count, IntFunction<String> line) {
        var out = new StringBuilder();
        IntStream.range(0, count).mapToObj(line).forEach(out::append);
        return out.substring(0, Math.min(out.length(), LENGTH));
    }
}
