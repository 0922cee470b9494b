package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;

class EntityMarkdownWriterTest {

    @Test
    void addsTheMarkupOfWhatIsFormatted() {
        assertThat(markdown("a bold word", entity("bold", "bold word", 2))).isEqualTo("a **bold word**");
        assertThat(markdown("an italic one", entity("italic", "italic", 3))).isEqualTo("an *italic* one");
        assertThat(markdown("not so", entity("strikethrough", "not", 0))).isEqualTo("~~not~~ so");
        assertThat(markdown("run ls -l", entity("code", "ls -l", 4))).isEqualTo("run `ls -l`");
    }

    @Test
    void leavesOutWhatMarkdownCannotSay() {
        assertThat(markdown(
                        "@ann #news under hidden",
                        entity("mention", "@ann", 0),
                        entity("hashtag", "#news", 5),
                        entity("underline", "under", 11),
                        entity("spoiler", "hidden", 17)))
                .isEqualTo("@ann #news under hidden");
    }

    @Test
    void countsAsTelegramDoes() {
        assertThat(markdown("😀😀 bold 👩‍👩‍👧 x", entity("bold", "bold 👩‍👩‍👧", 5)))
                .isEqualTo("😀😀 **bold 👩‍👩‍👧** x");
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
    void nestsAsTheFormattingDoes() {
        assertThat(markdown("all of it", entity("italic", "all of it", 0), entity("bold", "all of it", 0)))
                .isEqualTo("***all of it***");
        assertThat(markdown("bold and both", entity("bold", "bold and both", 0), entity("italic", "both", 9)))
                .isEqualTo("**bold and *both***");
        assertThat(markdown("both then bold", entity("italic", "both", 0), entity("bold", "both then bold", 0)))
                .isEqualTo("***both* then bold**");
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
    void keepsTheLines() {
        String markdown = markdown("one\ntwo\n\nthree");
        assertThat(markdown).isEqualTo("one  \ntwo\n\nthree");
        assertThat(Markdown.parse(markdown)).hasSize(2);
        assertThat(paragraph(markdown))
                .containsExactly(new Inline.Text("one"), new Inline.LineBreak(), new Inline.Text("two"));
    }

    @Test
    void formatsEachLineByItself() {
        assertThat(markdown("one \ntwo\n\n three", entity("bold", "one \ntwo\n\n three", 0)))
                .isEqualTo("**one**   \n**two**\n\n **three**");
    }

    @Test
    void leavesMarkdownThatWasTypedAsItIs() {
        String typed = "# Title\n\n- **one** [link](https://example.org/)\n- `two`\n\n```\na\nb\n```";
        assertThat(Markdown.parse(markdown(typed))).isEqualTo(Markdown.parse(typed));
    }

    /// In “这是**“重点”**内容” the stars stay stars, for Markdown wants a gap around the quotes.
    @Test
    void stressesWhatBordersOnSignsAndLetters() {
        assertThat(paragraph(markdown("这是“重点”内容", entity("bold", "“重点”", 2))))
                .containsExactly(
                        new Inline.Text("这是“"),
                        new Inline.Strong(List.of(new Inline.Text("重点"))),
                        new Inline.Text("”内容"));
        assertThat(paragraph(markdown("so (this)one", entity("italic", "(this)", 3))))
                .contains(new Inline.Emphasis(List.of(new Inline.Text("(this"))));
        assertThat(markdown("a ! b", entity("bold", "!", 2))).isEqualTo("a **!** b");
        assertThat(markdown("a!b", entity("bold", "!", 1))).isEqualTo("a!b");
    }

    @Test
    void survivesOffsetsThatLieOutside() {
        assertThat(markdown("short", new MessageEntity("bold", 2, 400), new MessageEntity("italic", 9, 3)))
                .isEqualTo("sh**ort**");
        assertThat(markdown("", new MessageEntity("pre", 0, 3))).isEmpty();
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
