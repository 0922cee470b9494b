package digestbot.sandbox;

import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.action.Action;
import digestbot.content.action.ReadAction;
import digestbot.content.paging.MessageBudget;
import digestbot.content.paging.MessageBudget.Cost;
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
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Contents of all shapes, made of numbered words with hostile pieces around them.
public final class RandomContents {

    private final Random random;
    private final List<String> heads;
    private final List<String> tails;
    private final List<String> words = new ArrayList<>();

    /// A random head stands before each word, and a random tail behind it.
    public RandomContents(long seed, List<String> heads, List<String> tails) {
        random = new Random(seed);
        this.heads = heads;
        this.tails = tails;
    }

    /// The words of the last content in the order of display; one empty word if there are none.
    public List<String> shown() {
        return words.isEmpty() ? List.of("") : List.copyOf(words);
    }

    /// As many panels as fit one message.
    public Content next(MessageBudget budget) {
        words.clear();
        List<Panel> panels = new ArrayList<>();
        Cost total = new Cost(0, 0, 0);
        for (int i = 1 + random.nextInt(14); i > 0; i--) {
            int before = words.size();
            Panel panel = panel(4);
            Cost sum = total.plus(budget.costFunction().apply(panel));
            if (!sum.fits(budget.limits())) {
                words.subList(before, words.size()).clear();
                break;
            }
            total = sum;
            panels.add(panel);
        }
        Optional<ReadAction.Show> shows = random.nextBoolean()
                ? Optional.of(new ReadAction.Show(1, new DigestView.Overview(), 1))
                : Optional.empty();
        return new Content(panels, list(3, () -> list(8, this::button)), shows);
    }

    /// Fits no single message.
    public Content nextLong() {
        return Content.of(IntStream.range(0, 20).mapToObj(_ -> panel(12)).toList(), List.of());
    }

    private Panel panel(int blocks) {
        boolean perspective = random.nextBoolean();
        return new Panel(
                perspective ? Panel.PanelStyle.PERSPECTIVE : Panel.PanelStyle.PLAIN,
                random.nextInt(3) > 0 ? word() : "",
                random.nextBoolean() ? "🇨🇳" : "",
                perspective ? OptionalInt.of(random.nextInt(0x1000000)) : OptionalInt.empty(),
                inlines(2, true),
                blocks(blocks, 3),
                inlines(2, true));
    }

    private List<Block> blocks(int most, int depth) {
        return list(most, () -> block(depth));
    }

    private Block block(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 3)) {
            case 0 -> new Block.Heading(1 + random.nextInt(6), inlines(3, true));
            case 1 -> new Block.CodeBlock(random.nextBoolean() ? "java" : "a b", words(3, "\n"));
            case 2, 3, 4 -> new Block.Paragraph(inlines(6, true));
            case 5 -> new Block.Quote(blocks(3, depth - 1));
            case 6 -> new Block.HorizontalRule();
            default ->
                new Block.ItemList(
                        random.nextBoolean(), random.nextInt(20), list(3, () -> new Block.Item(blocks(3, depth - 1))));
        };
    }

    private List<Inline> inlines(int most, boolean links) {
        return list(most, () -> inline(links));
    }

    private Inline inline(boolean links) {
        return switch (random.nextInt(links ? 12 : 10)) {
            case 0 -> new Inline.Emphasis(inlines(3, links));
            case 1 -> new Inline.Strong(inlines(3, links));
            case 2 -> new Inline.Strikethrough(inlines(3, links));
            case 3 -> new Inline.Code(words(2, " "));
            case 4 -> new Inline.LineBreak();
            case 5 ->
                new Inline.Moment(
                        Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE)), Inline.MomentStyle.TIME, "08:00");
            case 10 ->
                new Inline.Citations(List.of(
                        new Citation(1, Optional.of(new WebAddress("https://example.org/p_(1)"))),
                        new Citation(2, Optional.empty())));
            case 11 -> new Inline.Link(new WebAddress("https://example.org/p_(1)"), inlines(3, false));
            default ->
                new Inline.Text((random.nextBoolean() ? " " : "") + words(4, " ") + (random.nextBoolean() ? " " : ""));
        };
    }

    private String words(int most, String between) {
        return String.join(between, list(most - 1, this::word)) + between + word();
    }

    private String word() {
        String word = any(heads) + "w" + words.size() + any(tails);
        words.add(word);
        return word;
    }

    private Button button() {
        Action press = new ReadAction.Show(
                1, random.nextBoolean() ? new DigestView.Overview() : new DigestView.Sources(), random.nextInt(3));
        return new Button(any(tails), new Button.Action.Callback(press), random.nextInt(4) == 0);
    }

    private String any(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private <T> List<T> list(int most, Supplier<T> each) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(_ -> each.get())
                .toList();
    }
}
