package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;

class EntityMarkdownWriterTest {

    /// The text, its entities and the Markdown; ⏎ ends a line.
    private static final String TABLE = """
            a bold word | bold=bold word | a **bold word**
            an italic one | italic=italic | an *italic* one
            not so | strikethrough=not | ~~not~~ so
            run ls -l | code=ls -l | run `ls -l`
            @ann #news under hidden | mention=@ann, hashtag=#news, underline=under, spoiler=hidden | @ann #news under hidden
            😀😀 bold 👩‍👩‍👧‍👦 x | bold=bold 👩‍👩‍👧‍👦 | 😀😀 **bold 👩‍👩‍👧‍👦** x
            all of it | italic=all of it, bold=all of it | ***all of it***
            bold and both | bold=bold and both, italic=both | **bold and *both***
            both then bold | italic=both, bold=both then bold | ***both* then bold**
            one ⏎two⏎⏎ three | bold=one ⏎two⏎⏎ three | **one**   ⏎**two**⏎⏎ **three**
            a ! b | bold=! | a **!** b
            a!b | bold=! | a!b
            """;

    @Test
    void addsTheMarkupOfWhatIsFormatted() {
        assertThat(TABLE.lines().map(line -> line.split(" \\| ", -1)).map(row -> {
                    String text = row[0].replace('⏎', '\n');
                    MessageEntity[] entities = Stream.of(
                                    row[1].replace('⏎', '\n').split(", "))
                            .map(each -> each.split("="))
                            .map(each -> entity(each[0], each[1], text.indexOf(each[1])))
                            .toArray(MessageEntity[]::new);
                    return row[0] + " | " + row[1] + " | "
                            + markdown(text, entities).replace('\n', '⏎');
                }))
                .containsExactlyElementsOf(TABLE.lines().toList());
    }

    @Test
    void readsOnlyWhatFollowsTheCommand() {
        String text = "/broadcast bold all";
        assertThat(EntityMarkdownWriter.of(
                        text,
                        11,
                        List.of(entity("bot_command", "/broadcast", 0), entity("bold", "/broadcast bold", 0))))
                .isEqualTo("**bold** all");
    }

    @Test
    void leadsToWhereALinkLeads() {
        var link = entity("text_link", "the [new] page", 5);
        link.setUrl("https://example.org/a_(b)?q=1 2");
        assertThat(markdown("read the [new] page", link, entity("bold", "new", 10)))
                .isEqualTo("read [the \\[**new**\\] page](<https://example.org/a_(b)?q=1%202>)");
        assertThat(paragraph(markdown("read the [new] page", link)))
                .last()
                .isInstanceOfSatisfying(
                        Inline.Link.class,
                        shown -> assertThat(shown.address().url()).isEqualTo("https://example.org/a_(b)?q=1%202"));
    }

    @Test
    void putsCodeIntoABlock() {
        var code = entity("pre", "int x = 1;\n``` y", 7);
        code.setLanguage("java");
        String markdown = markdown("Before\nint x = 1;\n``` y\nAfter", code);
        assertThat(markdown).isEqualTo("""
                Before
                ````java
                int x = 1;
                ``` y
                ````
                After""");
        assertThat(Markdown.parse(markdown)).hasSize(3).element(1).isInstanceOf(Block.CodeBlock.class);
    }

    @Test
    void quotesLineByLine() {
        String markdown = markdown(
                "Before\nfirst\n\nsecond\nAfter",
                entity("blockquote", "first\n\nsecond", 7),
                entity("bold", "second", 14));
        assertThat(markdown).isEqualTo("""
                Before

                > first
                >
                > **second**

                After""");
        assertThat(Markdown.parse(markdown)).hasSize(3).element(1).isInstanceOf(Block.Quote.class);
    }

    @Test
    void keepsTheLinesAndMarkdownThatWasTyped() {
        String markdown = markdown("one\ntwo\n\nthree");
        assertThat(markdown).isEqualTo("one  \ntwo\n\nthree");
        assertThat(Markdown.parse(markdown)).hasSize(2);
        assertThat(paragraph(markdown))
                .containsExactly(new Inline.Text("one"), new Inline.LineBreak(), new Inline.Text("two"));
        String typed = "# Title\n\n- **one** [link](https://example.org/)\n- `two`\n\n```\na\nb\n```";
        assertThat(Markdown.parse(markdown(typed))).isEqualTo(Markdown.parse(typed));
        assertThat(markdown("short", new MessageEntity("bold", 2, 400), new MessageEntity("italic", 9, 3)))
                .isEqualTo("sh**ort**");
        assertThat(markdown("", new MessageEntity("pre", 0, 3))).isEmpty();
    }

    /// In “这是**“重点”**内容” the stars stay stars, because Markdown wants a gap around the quotes.
    @Test
    void stressesWhatBordersOnSignsAndLetters() {
        assertThat(paragraph(markdown("这是“重点”内容", entity("bold", "“重点”", 2))))
                .containsExactly(
                        new Inline.Text("这是“"),
                        new Inline.Strong(List.of(new Inline.Text("重点"))),
                        new Inline.Text("”内容"));
        assertThat(paragraph(markdown("so (this)one", entity("italic", "(this)", 3))))
                .contains(new Inline.Emphasis(List.of(new Inline.Text("(this"))));
    }

    /// Text that is bold within letters stays bold, and no asterisk is left over.
    @Test
    void isReadBackAsItWasFormatted() {
        var random = new Random(7);
        for (int round = 0; round < 500; round++) {
            String text = words(random);
            int start = random.nextInt(text.length());
            int end = start + 1 + random.nextInt(text.length() - start);
            List<Inline> read = paragraph(markdown(text, new MessageEntity("bold", start, end - start)));
            String bold = text.substring(start, end).replaceAll("[^a-z]", "");
            assertThat(letters(read, true)).as("%s [%d,%d)", text, start, end).isEqualTo(bold);
            assertThat(letters(read, false)).as(text).isEqualTo(text.replaceAll("[^a-z]", ""));
        }
    }

    private static String words(Random random) {
        var text = new StringBuilder("a");
        for (int i = 0; i < 12; i++) {
            text.append("ab cd,.(“”!— ".charAt(random.nextInt(13)));
        }
        return text.append('z').toString();
    }

    private static String letters(List<Inline> inlines, boolean boldOnly) {
        var letters = new StringBuilder();
        for (Inline inline : inlines) {
            switch (inline) {
                case Inline.Strong(List<Inline> content) -> letters.append(letters(content, false));
                case Inline.Text(String text) -> letters.append(boldOnly ? "" : text.replaceAll("[^a-z*]", ""));
                case Inline.Emphasis _,
                        Inline.Strikethrough _,
                        Inline.Code _,
                        Inline.Link _,
                        Inline.Moment _,
                        Inline.Citations _,
                        Inline.LineBreak _ -> letters.append('?');
            }
        }
        return letters.toString();
    }

    private static List<Inline> paragraph(String markdown) {
        return ((Block.Paragraph) Markdown.parse(markdown).getFirst()).content();
    }

    private static String markdown(String text, MessageEntity... entities) {
        return EntityMarkdownWriter.of(text, 0, new ArrayList<>(List.of(entities)));
    }

    private static MessageEntity entity(String type, String covered, int offset) {
        return new MessageEntity(type, offset, covered.length());
    }
}
