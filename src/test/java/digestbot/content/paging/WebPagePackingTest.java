package digestbot.content.paging;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.button.Press;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.ContentDump;
import digestbot.content.Panel;
import digestbot.content.RandomDocuments;
import digestbot.content.WebPage;
import digestbot.content.paging.MessageBudget.Cost;
import digestbot.digest.DigestView;
import digestbot.markdown.Block;
import digestbot.markdown.WebAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Content with a web page, cut into messages.
class WebPagePackingTest {

    private static final Press.Show SHOW = new Press.Show(7, new DigestView.Overview(), 0);
    private static final WebPage PAGE = new WebPage(new WebAddress("https://example.org/7/"), "Web");

    private static MessageBudget characters(int units) {
        return new MessageBudget(
                new Cost(units, Integer.MAX_VALUE, Integer.MAX_VALUE),
                panel -> new Cost(new PanelText(panel.body(), 0).length(), 0, 0));
    }

    private static Content view(int paragraphs) {
        Panel panel = Panel.plain(IntStream.range(0, paragraphs)
                .<Block>mapToObj(i -> Block.Paragraph.of("number " + i))
                .toList());
        return new Content(List.of(panel), List.of(List.of(Button.callback("Overview", SHOW))), Optional.of(SHOW))
                .withPage(Optional.of(PAGE));
    }

    @Test
    void whatFitsHasNoLinkInItsText() {
        Content content = view(2);
        assertThat(MessagePacker.messages(content, characters(16))).containsExactly(content);
        assertThat(MessagePacker.page(content, characters(16), 3)).isEqualTo(content);
    }

    @Test
    void whatDoesNotFitIsOneMessageThatEndsWithTheLink() {
        List<Content> messages = MessagePacker.messages(view(5), characters(19));
        assertThat(messages).extracting(ContentDump::of).containsExactly("""
                ── plain
                number 0
                number 1
                ── plain
                [Web](https://example.org/7/)
                [·1/3·]<1:v:7:o> [›]<1:v:7:o:1>
                [Overview]<1:v:7:o>
                """);
        assertThat(messages.getFirst().page()).contains(PAGE.previewed());
    }

    @Test
    void theLastPageNeedsNoLink() {
        assertThat(ContentDump.of(MessagePacker.page(view(5), characters(19), 1)))
                .contains("number 2", "[Web]");
        Content last = MessagePacker.page(view(5), characters(19), 9);
        assertThat(ContentDump.of(last)).contains("number 4", "[·3/3·]").doesNotContain("[Web]");
        assertThat(last.page()).contains(PAGE);
    }

    @Test
    void everyPageFitsWithItsLink() {
        for (int seed = 0; seed < 300; seed++) {
            Content content = new RandomDocuments(seed).content().withPage(Optional.of(PAGE));
            MessageBudget budget = SampleBudgets.runs(2_000);
            for (Content page : MessagePacker.pages(content, budget)) {
                Cost cost =
                        page.panels().stream().map(budget.costFunction()::cost).reduce(new Cost(0, 0, 0), Cost::plus);
                assertThat(cost.fits(budget.limits())).as("seed %d", seed).isTrue();
            }
        }
    }
}
