package digestbot.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HtmlParserTest {

    private static final String READ = """
        plain text                                         | plain text
        <b>a</b><strong>b</strong>                         | ab bold[0,2)
        <i>a</i> <em>b</em>                                | a b italic[0,1) italic[2,3)
        <u>a</u> <ins>b</ins>                              | a b underline[0,1) underline[2,3)
        <s>a</s> <strike>b</strike> <del>c</del>           | a b c strikethrough[0,1) strikethrough[2,3) strikethrough[4,5)
        <tg-spoiler>a</tg-spoiler>                         | a spoiler[0,1)
        <code>a</code>                                     | a code[0,1)
        <code class="language-java">a</code>               | a code[0,1)
        <pre>a</pre>                                       | a pre[0,1)
        <pre><code class="language-java">a</code></pre>    | a pre[0,1)=java
        <code class="language-java"><pre>a</pre></code>    | a pre[0,1)=java
        <a href="https://example.org/x?a=1&amp;b=2">a</a>  | a text_link[0,1)=https://example.org/x?a=1&b=2
        <a href='HTTP://Example.ORG'>a</a>                 | a text_link[0,1)=http://example.org/
        <a href="tg://resolve?domain=x">a</a>              | a text_link[0,1)=tg://resolve?domain=x
        <a href="javascript:alert(1)">a</a>                | a
        <a href="ftp://example.org">a</a>                  | a
        <a href="http://localhost/">a</a>                  | a
        <a>example.org</a>                                 | example.org text_link[0,11)=http://example.org/
        <blockquote>a</blockquote>                         | a blockquote[0,1)
        <blockquote expandable>a</blockquote>              | a expandable_blockquote[0,1)
        <blockquote expandable="">a</blockquote>           | a expandable_blockquote[0,1)
        <blockquote>a<blockquote>b</blockquote></blockquote> | ab blockquote[0,2)
        <blockquote><b>a</b>b</blockquote>                 | ab blockquote[0,2) bold[0,1)
        <b>a<i>b</i></b>                                   | ab bold[0,1) bold[1,2) italic[1,2)
        <b>a<code>b</code>c</b>                            | abc bold[0,1) code[1,2) bold[2,3)
        <code>a<b>b</b></code>                             | ab code[0,2)
        <b>a <a href="https://e.org/">b</a></b>            | a b bold[0,2) text_link[2,3)=https://e.org/ bold[2,3)
        <B>a</b >                                          | a bold[0,1)
        <b>a</>                                            | a bold[0,1)
        <b></b>a                                           | a
        😀<b>😀</b>中<i>文</i>                               | 😀😀中文 bold[2,4) italic[5,6)
        &lt;b&gt; &amp; &quot;                             | <b> & "
        &#65;&#x42;&#128512;                               | AB😀
        &lt no semicolon                                   | < no semicolon
        &nbsp; &copy; &AMP; &#0; &#xZ; & &;                | &nbsp; &copy; &AMP; &#0; &#xZ; & &;
        """;

    @Test
    void readsWhatTheServerReads() {
        assertTable(READ, HtmlParserTest::described);
    }

    /// Each line has a markup and the expected result.
    private static void assertTable(String table, UnaryOperator<String> answer) {
        assertThat(table.lines().map(line -> line.split(" +\\| ", 2)[0]).map(html -> html + " | " + answer.apply(html)))
                .containsExactlyElementsOf(table.lines()
                        .map(line -> line.replaceFirst(" +\\| ", " | "))
                        .toList());
    }

    private static final String REFUSED = """
        text <script>x</script>      | Unsupported start tag "script"
        a<br/>b                      | Unsupported start tag "br/"
        1 < 2                        | Unsupported start tag ""
        <!-- x -->                   | Unsupported start tag "!--"
        a<b                          | Unsupported start tag "b"
        <a href="x                   | Unsupported start tag "a"
        <a href=e/x>a</a>            | Unsupported start tag "a"
        <b>a                         | Can't find end tag corresponding to start tag "b"
        <b><i>a</i>                  | Can't find end tag corresponding to start tag "b"
        <b><i>a</b></i>              | Unmatched end tag, expected "</i>", found "</b>"
        a</b>                        | Unexpected end tag
        """;

    @Test
    void refusesWhatTheServerRefuses() {
        assertTable(
                REFUSED,
                html -> catchThrowableOfType(Refusal.class, () -> HtmlParser.parse(html))
                        .getMessage()
                        .replace("Bad Request: can't parse entities: ", ""));
    }

    @Test
    void trimsAndCleansTheTextAndKeepsTheFirstHundredEntities() {
        assertThat(described(" \n a <b>b \n</b> ")).isEqualTo("a b bold[2,3)");
        assertThat(described(" <b> a</b>")).isEqualTo(" a bold[0,2)");
        assertThat(described("a\r\nb\tc\u202e<b>d\r</b>e")).isEqualTo("a\nb cde bold[5,6)");
        String html = "<b>x</b> ".repeat(150);
        assertThat(TextRules.toMessage(HtmlParser.parse(html)).entities())
                .hasSize(100)
                .last()
                .isEqualTo(new Entity(Entity.EntityType.BOLD, 198, 1));
        assertThat(described("/today @somebody #news https://example.org/a. <code>/x @somebody</code> a@b.org 1/2"))
                .endsWith(" bot_command[0,6) mention[7,16) hashtag[17,22) url[23,44) code[46,58)");
    }

    @Test
    void answersForAnyInput() {
        Random random = new Random(7);
        String[] pieces = "<b>,</b>,<a href=\",\">,<blockquote expandable>,</,>,<,&#x1f600;,&,\n,中,😀,<pre>,</pre>,"
                .concat("<code class=language-x>,</code>,',=, ,a")
                .split(",", -1);
        int accepted = 0;
        for (int round = 0; round < 5_000; round++) {
            StringBuilder html = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                html.append(pieces[random.nextInt(pieces.length)]);
            }
            accepted += answersFor(html.toString()) ? 1 : 0;
        }
        assertThat(accepted).isPositive();
        assertThat(answersFor("<".repeat(32_000))).isFalse();
        assertThat(answersFor("<b>".repeat(10_000))).isFalse();
        assertThat(answersFor("<a>x</a>".repeat(4000))).isTrue();
        assertThat(answersFor("&#9999999".repeat(400))).isTrue();
    }

    private static boolean answersFor(String html) {
        try {
            FormattedText text = TextRules.toMessage(HtmlParser.parse(html));
            assertThat(text.entities()).allSatisfy(entity -> {
                assertThat(entity.length()).isPositive();
                assertThat(entity.offset()).isNotNegative();
                assertThat(entity.end()).isLessThanOrEqualTo(text.text().length());
            });
            return true;
        } catch (Refusal refusal) {
            return refusal.getMessage() == null;
        }
    }

    private static String described(String html) {
        FormattedText text = TextRules.toMessage(HtmlParser.parse(html));
        return text.text()
                + text.entities().stream()
                        .map(entity -> " %s[%d,%d)%s"
                                .formatted(
                                        entity.kind().apiName,
                                        entity.offset(),
                                        entity.end(),
                                        entity.argument().isEmpty() ? "" : "=" + entity.argument()))
                        .collect(Collectors.joining());
    }
}
