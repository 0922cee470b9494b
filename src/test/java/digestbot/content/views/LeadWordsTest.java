package digestbot.content.views;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Talks resume in Geneva: both envoys expect progress    | Talks resume in Geneva
            The U.S. and Peru agree on copper – a first deal       | The U.S. and Peru agree on copper
            Exports fell by 1,200 tonnes, while prices rose        | Exports fell by 1,200 tonnes
            Die Preise für Weizen steigen, weil die Ernte ausfällt | Die Preise für Weizen steigen
            Los precios del trigo suben, mientras cae la oferta    | Los precios del trigo suben
            两国恢复铜矿谈判，双方均表示乐观                       | 两国恢复铜矿谈判
            """)
    void aLeadEndsBeforeAPauseAfterAFewWords(String text, String lead) {
        assertThat(bold(text)).isEqualTo(lead);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            China: exports of rare earths fell
            South Korea: exports of chips rose
            Both regions are engaged in long talks about tariffs, quotas and ports
            Officials from Peru, Chile and Bolivia met
            The port exports wheat, maize and barley
            In a statement on Monday, the ministry denied it
            Markets rose. The weak yen, however, fell
            商务部发言人表示，谈判将继续
            """)
    void halfAPhraseAndAMereLabelAreNoLead(String text) {
        assertThat(bold(text)).isEmpty();
    }

    private static String bold(String text) {
        Block.Item item = new Block.Item(List.of(Block.Paragraph.of(text)));
        Block.ItemList list = (Block.ItemList) LeadWords.in(List.of(new Block.ItemList(false, 1, List.of(item))))
                .getFirst();
        Block.Paragraph line =
                (Block.Paragraph) list.items().getFirst().blocks().getFirst();
        return line.content().getFirst() instanceof Inline.Strong(List<Inline> lead)
                ? lead.getFirst().text()
                : "";
    }
}
