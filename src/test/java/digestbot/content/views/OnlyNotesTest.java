package digestbot.content.views;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.ContentDump;
import digestbot.content.Reader;
import digestbot.content.views.DigestContentBuilder.CombinedEntry;
import digestbot.content.views.DigestContentBuilder.CombinedKind;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.PointMark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OnlyNotesTest {

    private static final StyleRegistry STYLES =
            SampleDigests.styles("us-china", "", Map.of("us", SampleDigests.look(null, null, "US")));

    private final DigestContentBuilder views = new DigestContentBuilder(STYLES);

    @Test
    void everyViewHasTheNotesOfItsPoints() {
        assertThat(ContentDump.of(view(new DigestView.Overview())))
                .contains(" · *Ports reopen.* · _only China reports this_\n", "\n• us 1 · _only the US", "\n• us 2\n");
        assertThat(ContentDump.of(view(new DigestView.OnePerspective(0)))).contains("\n• us 1 · _only the US");
        assertThat(ContentDump.of(view(new DigestView.SideBySide()))).contains("\n• us 1\n");
        assertThat(views.card(digest(), reader("en")).described())
                .contains("• Ports reopen. · only China reports this\n", "• us 1 · only the US reports this\n");
        assertThat(ContentDump.of(views.combined(
                        CombinedKind.BUNDLE,
                        List.of(new CombinedEntry(9, digest(), ReadingOptions.DEFAULT)),
                        reader("en"),
                        CombinedKind.BUNDLE.maxDetail())))
                .contains("Ports reopen. · only China");
    }

    private Content view(DigestView view) {
        return views.view(9, digest(), view, reader("en"));
    }

    private static Digest digest() {
        Digest digest = new SampleDigests()
                .highlights("Ports reopen.")
                .perspective(
                        "us",
                        "United States",
                        -1,
                        List.of(ItemList.bullets(List.of(only("us", SampleDigests.paragraph("us 1")), item("us 2")))))
                .perspective("china", "China", -1, SampleDigests.points("china", 2))
                .digest();
        return digest.withBlocks(blocks -> blocks.equals(digest.highlights())
                ? List.of(ItemList.bullets(List.of(only("china", SampleDigests.paragraph("Ports reopen.")))))
                : blocks);
    }

    private static Item item(String text) {
        return new Item(List.of(SampleDigests.paragraph(text)));
    }

    private static Item only(String perspective, Block block) {
        return new Item(List.of(block), Optional.of(new PointMark.Only(perspective)));
    }

    private static Reader reader(String language) {
        return SampleDigests.reader(language, ReadingOptions.DEFAULT);
    }
}
