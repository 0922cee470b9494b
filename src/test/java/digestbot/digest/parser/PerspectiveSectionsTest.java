package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.markdown.PlainText;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The section that each perspective gets. In the tables, sections are separated by `/`, and each
/// level of a heading beyond the second is a `>`.
class PerspectiveSectionsTest {

    private static final String POINT = "- A sentence that says enough to be read by itself.";

    /// A heading that holds the name counts if none begins with it; the front matter's heading
    /// settles doubts; if no name is found, as many sections as perspectives are taken in order.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            USA; China            | Blick aus den USA / Blick aus China                | 0=Blick aus den USA 1=Blick aus China
            China; USA            | Blick aus den USA / Blick aus China                | 0=Blick aus China 1=Blick aus den USA
            الصين; أمريكا         | وجهة نظر أمريكا / وجهة نظر الصين                   | 0=وجهة نظر الصين 1=وجهة نظر أمريكا
            美国; 中国            | 来自美国的报道 / 来自中国的报道                    | 0=来自美国的报道 1=来自中国的报道
            中国; 中国台湾        | 来自中国台湾的报道 / 来自中国的报道                | 0=来自中国的报道 1=来自中国台湾的报道
            Korea; South Korea    | View from South Korea / View from Korea            | 0=View from Korea 1=View from South Korea
            Korea; Japan          | View from Japan                                    | 1=View from Japan
            USA; China            | China zuerst / Blick aus China / Blick aus den USA | 0=Blick aus den USA 1=China zuerst
            USA; China            | Blick der USA auf China                            | 1=Blick der USA auf China
            USA; China            | China zuerst / Blick der USA auf China             | 0=Blick der USA auf China 1=China zuerst
            USA; China            | Blick der USA auf China / Blick aus China          | 0=Blick der USA auf China 1=Blick aus China
            USA; China            | Blick der USA auf China / Was China über die USA sagt | 0=Blick der USA auf China 1=Was China über die USA sagt
            USA; China            | Blick aus China > Handel mit China / Blick aus den USA | 0=Blick aus den USA 1=Blick aus China
            USA; China            | Blick aus den USA / Über Chinas Wirtschaft         | 0=Blick aus den USA
            US; China             | Blick aus China / About us                         | 1=Blick aus China
            Китай=Взгляд из Китая; США         | Взгляд США / Взгляд из Китая     | 0=Взгляд из Китая 1=Взгляд США
            Китай=из Китая; США                | Взгляд США / Взгляд из Китая     | 0=Взгляд из Китая 1=Взгляд США
            China=Handel; USA                  | Blick aus China / Handel mit China / Blick aus den USA | 0=Handel mit China 1=Blick aus den USA
            China=Peking; USA                  | China / Blick aus den USA        | 1=Blick aus den USA
            Kina; Tyskland  | Kinas syn / Tysklands syn                | 0=Kinas syn 1=Tysklands syn
            Kina; Tyskland  | Kinas syn > Om Kinas havn / Tysklands syn | 0=Kinas syn 1=Tysklands syn
            Kina; Tyskland  | Kinas syn / Tysklands syn / Bakgrunn     | ''
            Kina; Tyskland  | Kinas syn                                | ''
            Kina; Tyskland  | Kina / Tysklands syn                     | 0=Kina
            Kina; Tyskland  | Kinas syn / Tysklands syn / Kilder       | 0=Kinas syn 1=Tysklands syn
            """)
    void eachPerspectiveHasItsSection(String names, String headings, String sections) {
        assertThat(sections(names, "- One.\n\n<!--more-->\n\n" + body(headings)))
                .isEqualTo(sections);
    }

    @Test
    void aNameInTheTitleBeforeTheMarkOrInTheSourceListIsNoSection() {
        assertThat(sections(
                        "USA; China",
                        "# Neues über China\n\n## Blick aus China\n\n" + POINT + "\n\n## Blick aus den USA\n\n"
                                + POINT))
                .isEqualTo("0=Blick aus den USA 1=Blick aus China");
        assertThat(sections(
                        "USA; China",
                        "## Das Wichtigste zu China\n\n- One.\n\n<!--more-->\n\n## Blick aus China\n\n" + POINT
                                + "\n\n## Blick aus den USA\n\n" + POINT))
                .isEqualTo("0=Blick aus den USA 1=Blick aus China");
        assertThat(sections(
                        "USA; China",
                        "## Das Wichtigste zu China\n\n- One.\n\n<!--more-->\n\n## Blick aus den USA\n\n" + POINT))
                .isEqualTo("0=Blick aus den USA");
        String list = """
                ## Quellen

                ### China

                1. [A](https://example.org/a) - Blatt

                ### Aus China

                2. [B](https://example.org/b) - Blatt
                """;
        assertThat(sections("USA; China", "- One.\n\n<!--more-->\n\n" + list + "\n## Blick aus China\n\n" + POINT))
                .isEqualTo("1=Blick aus China");
        assertThat(digest("USA; China", "- One.\n\n<!--more-->\n\n" + list + "\n## Blick aus China\n\n" + POINT)
                        .digest()
                        .sources())
                .hasSize(2);
    }

    @Test
    void theLevelThatMostPerspectivesUseComesFirst() {
        assertThat(sections("Kina; Tyskland", "- One.\n\n<!--more-->\n\n# Syn\n\n" + body("Kinas syn / Tysklands syn")))
                .as("a heading of sections only is no section")
                .isEqualTo("0=Kinas syn 1=Tysklands syn");
        assertThat(sections(
                        "USA; China",
                        "- One.\n\n<!--more-->\n\n## Nach China\n\nText.\n\n# Teil 2\n\n" + "### Blick aus China\n\n"
                                + POINT + "\n\n### Blick aus den USA\n\n" + POINT))
                .isEqualTo("0=Blick aus den USA 1=Blick aus China");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Blick aus China / Handel mit China / Blick aus den USA | 20: “Handel mit China” holds the name “China” like “Blick aus China”, which is taken for it: add `heading:` with the words of the right heading to the perspective
            Blick aus China > Handel mit China / Blick aus den USA | -
            Blick aus China / Blick der USA auf China | 20: “Blick der USA auf China” holds the names of several perspectives and is taken for “USA”: add `heading:` with the words of the right heading to the perspective
            """)
    void doubtsAreWarnings(String headings, String warning) {
        assertThat(warnings("USA; China", "- One.\n\n<!--more-->\n\n" + body(headings)))
                .isEqualTo(warning == null ? List.of() : List.of(warning));
    }

    @Test
    void sectionsInOrderAndAHeadingThatNoSectionHasAreWarnings() {
        assertThat(warnings("Kina; Tyskland", "- One.\n\n<!--more-->\n\n" + body("Kinas syn / Tysklands syn")))
                .containsExactly(
                        "16: “Kinas syn” names no perspective and is taken for “Kina”, because it is section 1 of 2: add"
                                + " `heading: Kinas syn` to the right perspective",
                        "20: “Tysklands syn” names no perspective and is taken for “Tyskland”, because it is section 2 of"
                                + " 2: add `heading: Tysklands syn` to the right perspective");
        assertThat(warnings("China=Peking; USA", "- One.\n\n<!--more-->\n\n" + body("China / Blick aus den USA")))
                .containsExactly(
                        "5: the perspective “China” has no section: add one under a heading that begins with “Peking”");
        assertThat(DigestSamples.problems("""
                        ---
                        topic: two
                        date: 2026-03-01
                        perspectives:
                          - {id: a, name: A, heading: One}
                          - {id: b, name: B, heading: ONE}
                        ---
                        """))
                .containsExactly("6: two perspectives have the heading “ONE”, on line 5 and here: rename one");
    }

    /// The headings, which the points repeat.
    private static String sections(String names, String body) {
        Digest digest =
                digest(names, body.replaceAll("(#+ ([^\n]*)\n\n- )", "$1‹$2› ")).digest();
        return IntStream.range(0, digest.perspectives().size())
                .filter(i -> !digest.perspective(i).isEmpty())
                .mapToObj(
                        i -> i + "=" + PlainText.of(digest.perspective(i)).replaceFirst("(?s)^[^‹]*‹([^›]*)›.*", "$1"))
                .collect(Collectors.joining(" "));
    }

    private static List<String> warnings(String names, String body) {
        return DigestSamples.warnings(head(names) + body);
    }

    private static ParseResult.Parsed digest(String names, String body) {
        return DigestSamples.parsed(head(names) + body);
    }

    /// Front matter of perspectives, each as `name` or `name=heading`, whose body starts below.
    private static String head(String names) {
        String perspectives = IntStream.range(0, names.split("; ", -1).length)
                .mapToObj(i -> {
                    String[] name = names.split("; ", -1)[i].split("=", -1);
                    return "  - {id: p" + i + ", name: \"" + name[0] + "\""
                            + (name.length > 1 ? ", heading: \"" + name[1] + "\"" : "") + "}\n";
                })
                .collect(Collectors.joining());
        return "---\ntitle: a\ntopic: two\nperspectives:\n" + perspectives
                + "date: 2026-03-01\ndraft: false\n---\n\n\n";
    }

    private static String body(String headings) {
        return Arrays.stream(headings.split(" / ", -1))
                .map(section -> Arrays.stream(section.split(" > ", -1)).toList())
                .map(nested -> IntStream.range(0, nested.size())
                        .mapToObj(i -> "##" + "#".repeat(i) + " " + nested.get(i) + "\n\n" + POINT + "\n\n")
                        .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }
}
