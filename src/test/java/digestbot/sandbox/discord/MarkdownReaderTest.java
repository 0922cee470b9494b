package digestbot.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.sandbox.ClientRow;
import digestbot.sandbox.ClientSpan;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A line is written `KIND text`, a style as `{BOLD:text}`.
final class MarkdownReaderTest {

    private final MarkdownReader markdown = new MarkdownReader(mention -> "@" + mention);

    @Test
    void showsLooks() {
        assertShows(
                "**b** *i* _i_ __u__ ~~s~~ ||p||",
                "PLAIN {BOLD:b} {ITALIC:i} {ITALIC:i} {UNDERLINE:u} {STRIKE:s} {SPOILER:p}");
        assertShows("***both***", "PLAIN {BOLD ITALIC:both}");
        assertShows("**bold *and italic***", "PLAIN {BOLD:bold }{BOLD ITALIC:and italic}");
        assertShows("`code **x**` ``a ` b``", "PLAIN {CODE:code **x**} {CODE:a ` b}");
    }

    @Test
    void leavesAloneWhatIsNotMarkup() {
        assertShows("2 * 3 * 4", "PLAIN 2 * 3 * 4");
        assertShows("snake_case_name", "PLAIN snake_case_name");
        assertShows("**open", "PLAIN **open");
        assertShows("#tag -#x >y", "PLAIN #tag -#x >y");
        assertShows("[text](ftp://example.org)", "PLAIN [text](ftp://example.org)");
    }

    @Test
    void showsEscapedMarksAsTheyAre() {
        assertShows("\\*not\\* \\_this\\_ \\`nor\\` \\[that\\](x)", "PLAIN *not* _this_ `nor` [that](x)");
        assertShows("\\# no heading", "PLAIN # no heading");
        assertShows("c:\\dir", "PLAIN c:\\dir");
        assertShows("**a \\*\\* b**", "PLAIN {BOLD:a ** b}");
    }

    @Test
    void showsLinksAndMentions() {
        assertShows("[a **b**](https://example.org/x)", "PLAIN {link:a }{BOLD link:b}");
        assertShows("[a \\] b](<https://example.org/x>)", "PLAIN {link:a ] b}");
        assertShows("see https://example.org/x.", "PLAIN see {link:https://example.org/x}.");
        assertShows("<https://example.org/x>", "PLAIN {link:https://example.org/x}");
        assertShows("<@1> <@!2> <@&3> <#4> </sub:5> <:e:6>", "PLAIN @@1 @@2 @@&3 @#4 /sub :e:");
    }

    @Test
    void showsMomentsInTheZoneOfTheDevice() {
        assertShows("at <t:1770364800:t>, **<t:1770364800:f>**", "PLAIN at 08:00, {BOLD:2026-02-06 08:00}");
        assertShows("<t:1770364800> <t:1770364800:D>", "PLAIN 2026-02-06 08:00 2026-02-06");
        assertShows("<t:99999999999999:t> <t:1:x>", "PLAIN <t:99999999999999:t> <t:1:x>");
    }

    @Test
    void showsBlocks() {
        assertShows("""
            # One
            ### Three
            -# small
            > quoted **b**
            > - item
            - item
              - deeper
            1. first

            end
            """, """
            HEADING One
            HEADING Three
            SMALL small
            QUOTE quoted {BOLD:b}
            QUOTE • item
            PLAIN • item
            PLAIN   • deeper
            PLAIN 1. first
            PLAIN\s
            PLAIN end\
            """);
        assertShows("```java\n**x**\n```\nafter", "CODE {CODE:**x**}\nPLAIN after");
        assertShows(">>> a\nb", "QUOTE a\nQUOTE b");
    }

    @Test
    @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void staysQuickOnTextsMeantToHurt() {
        for (String part : List.of("*", "_*", "[", "`", "**a ", "||", "[a](", "<", "\\")) {
            String text = part.repeat(4_000 / part.length());
            assertThat(markdown.lines(text, OptionalInt.empty())).isNotEmpty();
        }
    }

    @Test
    void readsLongLinks() {
        String escaped = "\\.".repeat(1_900);
        assertShows("[" + escaped + "](https://example.org/x)", "PLAIN {link:" + ".".repeat(1_900) + "}");
        assertShows("[" + "x".repeat(3_900) + "](https://example.org/x)", "PLAIN {link:" + "x".repeat(3_900) + "}");
    }

    private void assertShows(String text, String shown) {
        assertThat(markdown.lines(text, OptionalInt.empty()).stream()
                        .map(row -> line((ClientRow.Line) row))
                        .collect(Collectors.joining("\n")))
                .isEqualTo(shown);
    }

    private static String line(ClientRow.Line line) {
        return line.kind() + " "
                + line.spans().stream().map(MarkdownReaderTest::span).collect(Collectors.joining());
    }

    private static String span(ClientSpan span) {
        String look = span.styles().stream().sorted().map(Enum::name).collect(Collectors.joining(" "));
        String both = (look + (span.link().isPresent() ? " link" : "")).strip();
        return both.isEmpty() ? span.text() : "{" + both + ":" + span.text() + "}";
    }
}
