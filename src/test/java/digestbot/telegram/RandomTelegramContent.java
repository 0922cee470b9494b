package digestbot.telegram;

import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Makes content of every shape, with text that means to be markup, mentions and links.
final class RandomTelegramContent {

    private static final List<String> PIECES = List.of(
            "word",
            " ",
            "@",
            "@everyone",
            "@some_one",
            "/",
            "/start",
            "/stop@bot",
            "#",
            "#tag",
            "$USD",
            "$",
            "<b>",
            "</b>",
            "</blockquote>",
            "<a href=\"tg://user?id=1\">",
            "&",
            "&amp;",
            "\"",
            "&#64;",
            "tg://resolve?domain=x",
            "ton://x",
            "ftp://example.org",
            "http://example.org/@a#b",
            "joe@example.org",
            "example.org",
            ".",
            ":",
            "//",
            "_",
            "中文",
            "/中",
            "🇨🇳",
            "👩‍👩‍👧‍👦",
            "\u202e",
            "\u2066",
            "\u200f",
            "\u0000",
            "\t",
            "\ud800",
            "\udc00",
            "1",
            "U.S.",
            "t.me/x",
            "4111 1111 1111 1111",
            "-",
            "(",
            ")",
            "\n");

    private final Random random;

    RandomTelegramContent(long seed) {
        random = new Random(seed);
    }

    Content next() {
        return Content.of(some(3, this::panel), List.of());
    }

    /// Content that fits no single message.
    Content nextLong() {
        return Content.of(
                IntStream.range(0, 8)
                        .mapToObj(_ -> new Panel(
                                random.nextBoolean() ? Panel.PanelStyle.PLAIN : Panel.PanelStyle.PERSPECTIVE,
                                "A side",
                                "🌍",
                                OptionalInt.empty(),
                                inlines(1),
                                IntStream.range(0, 6).mapToObj(_ -> block(3)).toList(),
                                inlines(1)))
                        .toList(),
                List.of());
    }

    private Panel panel() {
        return new Panel(
                random.nextBoolean() ? Panel.PanelStyle.PLAIN : Panel.PanelStyle.PERSPECTIVE,
                random.nextBoolean() ? text() : "",
                random.nextBoolean() ? text() : "",
                OptionalInt.empty(),
                inlines(2),
                blocks(3),
                random.nextBoolean() ? inlines(1) : List.of());
    }

    private List<Block> blocks(int depth) {
        return some(4, () -> block(depth));
    }

    private Block block(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 4)) {
            case 0, 1 -> new Block.Paragraph(inlines(3));
            case 2 -> new Block.Heading(2, inlines(2));
            case 3 -> new Block.CodeBlock(random.nextBoolean() ? "" : text(), text() + "\n" + text());
            case 4 -> new Block.Quote(blocks(depth - 1));
            case 5 -> new Block.HorizontalRule();
            default ->
                new Block.ItemList(
                        random.nextBoolean(),
                        random.nextInt(1_000_000_000),
                        some(3, () -> new Block.Item(blocks(depth - 1))));
        };
    }

    private List<Inline> inlines(int depth) {
        return some(5, () -> inline(depth));
    }

    private Inline inline(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 4)) {
            case 0, 1 -> new Inline.Text(text());
            case 2 -> new Inline.Code(text());
            case 3 -> new Inline.LineBreak();
            case 8 ->
                new Inline.Moment(
                        Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE)),
                        Inline.MomentStyle.DAY_AND_TIME,
                        "5 Feb");
            case 4 -> new Inline.Emphasis(inlines(depth - 1));
            case 5, 6 -> new Inline.Strong(inlines(depth - 1));
            case 7 -> new Inline.Strikethrough(inlines(depth - 1));
            default ->
                new Inline.Link(
                        WebAddress.parse("https://example.org/" + random.nextInt(100) + "?a=\"&b=<")
                                .orElseThrow(),
                        inlines(depth - 1));
        };
    }

    private String text() {
        return String.join("", some(6, () -> PIECES.get(random.nextInt(PIECES.size()))));
    }

    private <T> List<T> some(int most, Supplier<T> one) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(_ -> one.get())
                .toList();
    }
}
