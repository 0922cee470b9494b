package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.digest.Section;
import digestbot.markdown.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads small digests that a test spells out, and prints the results briefly.
public final class DigestSamples {

    /// Front matter of two perspectives, Aland and Bravia; its closing line is line 10, so that the
    /// body starts on line 11.
    static final String HEAD = """
            ---
            title: "Two Sides"
            date: 2026-03-01
            topic: two
            perspectives:
              - id: a
                name: Aland
              - id: b
                name: Bravia
            ---
            """;

    private DigestSamples() {}

    static ParseResult parse(String text) {
        return new DigestParser().parse(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Digest digest(String text) {
        return parsed(text).digest();
    }

    static List<String> warnings(String text) {
        return shown(parsed(text).warnings());
    }

    static List<String> problems(String text) {
        return problems(parse(text));
    }

    static List<String> problems(ParseResult result) {
        assertThat(result).isInstanceOf(ParseResult.Invalid.class);
        return result instanceof ParseResult.Invalid invalid ? shown(invalid.problems()) : List.of();
    }

    static ParseResult.Parsed parsed(String text) {
        return parsed(parse(text));
    }

    static ParseResult.Parsed parsed(ParseResult result) {
        return switch (result) {
            case ParseResult.Parsed parsed -> parsed;
            case ParseResult.Invalid invalid ->
                throw new AssertionError(shown(invalid.problems()).toString());
        };
    }

    /// Each section as `a: text`, `sources` or `other Heading: text`.
    static List<String> sections(Digest digest) {
        return digest.sections().stream()
                .map(section -> switch (section) {
                    case Section.PerspectiveSection perspective ->
                        digest.perspectives().get(perspective.ordinal()).id() + ": "
                                + PlainText.of(perspective.blocks());
                    case Section.OtherSection other -> "other " + other.heading() + ": " + PlainText.of(other.blocks());
                    case Section.SourceListPlaceholder _ -> "sources";
                })
                .toList();
    }

    private static List<String> shown(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .map(diagnostic -> diagnostic.line() + ": " + diagnostic.message())
                .toList();
    }
}
