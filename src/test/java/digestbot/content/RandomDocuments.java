package digestbot.content;

import digestbot.content.action.ReadAction;
import digestbot.digest.DigestView;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.Inline.Citations.Citation;
import digestbot.markdown.WebAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Documents of every shape, generated from a seed.
public final class RandomDocuments {

    private static final List<String> WORDS =
            List.of(("the¦harbour¦reopens¦talks.¦U.S.¦“quoted.”¦a¦tariff¦Why?¦naïve¦I\u0301ndice¦中文没有空格的句子。"
                            + "¦港口恢复通航！¦שלום¦مرحبا¦\u202bעברית\u202c¦👩‍👩‍👧‍👦¦🇺🇸🇨🇳¦e\u0301\u0323\u0332¦&<>*_`[]()|~"
                            + "¦https://example.org/x¦  ¦\u00a0¦\u200b¦e.g.")
                    .split("¦"));

    private final Random random;
    private int blocksLeft;

    public RandomDocuments(long seed) {
        random = new Random(seed);
        blocksLeft = 5 + random.nextInt(80);
    }

    public Content content() {
        List<Panel> panels = some(1, 6, _ -> panel());
        var show = new ReadAction.Show(1 + random.nextInt(99), new DigestView.Overview(), 0);
        Button button = Button.callback("Overview", show);
        return new Content(panels, List.of(List.of(button)), Optional.of(show));
    }

    Panel panel() {
        boolean perspective = random.nextBoolean();
        return new Panel(
                perspective ? Panel.PanelStyle.PERSPECTIVE : Panel.PanelStyle.PLAIN,
                random.nextInt(4) == 0 ? "" : "Title " + random.nextInt(1000),
                perspective ? "🔵" : "",
                perspective ? OptionalInt.of(random.nextInt(0x1000000)) : OptionalInt.empty(),
                random.nextBoolean() ? inlines(1) : List.of(),
                blocks(random.nextInt(4)),
                random.nextInt(3) == 0 ? List.of(new Inline.Text("Footer " + random.nextInt(1000))) : List.of());
    }

    List<Block> blocks(int depth) {
        return some(0, blocksLeft < 0 ? 0 : depth == 0 ? 3 : 8, _ -> block(depth));
    }

    private Block block(int depth) {
        blocksLeft--;
        return switch (random.nextInt(depth > 0 ? 12 : 6)) {
            case 0 -> new Block.Heading(1 + random.nextInt(6), inlines(2));
            case 1 -> new Block.HorizontalRule();
            case 2 -> new Block.CodeBlock("java", code());
            case 6, 7, 8 -> Block.ItemList.bullets(items(depth - 1));
            case 9, 10 -> new Block.ItemList(true, random.nextInt(20), items(depth - 1));
            case 11 -> new Block.Quote(blocks(depth - 1));
            default -> new Block.Paragraph(inlines(3));
        };
    }

    private List<Block.Item> items(int depth) {
        return some(0, 9, _ -> new Block.Item(blocks(depth)));
    }

    private List<Inline> inlines(int depth) {
        return some(0, 4, _ -> inline(depth));
    }

    private Inline inline(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 4)) {
            case 0 -> new Inline.Code(words(4));
            case 1 -> new Inline.LineBreak();
            case 3 ->
                new Inline.Moment(Instant.ofEpochSecond(random.nextInt()), Inline.MomentStyle.DAY_AND_TIME, words(3));
            case 4 -> new Inline.Emphasis(inlines(depth - 1));
            case 5 -> new Inline.Strong(inlines(depth - 1));
            case 6 -> new Inline.Strikethrough(inlines(depth - 1));
            case 7, 8 ->
                new Inline.Link(new WebAddress("https://example.org/" + random.nextInt(1000)), inlines(depth - 1));
            case 2 -> depth < 3 ? new Inline.Text(text()) : cited(text().length());
            default -> new Inline.Text(text());
        };
    }

    private static Inline cited(int sources) {
        return new Inline.Citations(IntStream.rangeClosed(0, sources % 5)
                .mapToObj(number -> new Citation(
                        number,
                        Optional.of(new WebAddress("https://example.org/" + number))
                                .filter(_ -> number % 2 == 0)))
                .toList());
    }

    private String text() {
        return random.nextInt(60) == 0 ? unbroken() : words(12);
    }

    private String words(int most) {
        return some(1, most, _ -> WORDS.get(random.nextInt(WORDS.size())) + (random.nextInt(6) == 0 ? "" : " "))
                .stream()
                .collect(Collectors.joining());
    }

    private String unbroken() {
        return WORDS.get(random.nextInt(WORDS.size())).strip().repeat(random.nextInt(300)) + "x";
    }

    private String code() {
        if (random.nextInt(20) == 0) {
            return "x".repeat(10_000);
        }
        return some(0, 12, i -> random.nextInt(6) == 0 ? "" : " ".repeat(i % 5) + words(8)).stream()
                .collect(Collectors.joining("\n"));
    }

    private <T> List<T> some(int least, int most, IntFunction<T> make) {
        int count = least + random.nextInt(most - least + 1);
        return IntStream.range(0, count).mapToObj(make).collect(Collectors.toCollection(ArrayList::new));
    }
}
