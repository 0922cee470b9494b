package digestbot.web;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockHtmlTest {

    private static Block heading(int depth) {
        return new Block.Heading(depth, List.of(new Inline.Text("Heading")));
    }

    private static String levels(List<Block> blocks, int level) {
        return String.join(
                " ",
                Pattern.compile("<h(\\d)>")
                        .matcher(BlockHtml.of(blocks, level).render())
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3|3",
                "345|3 4 5",
                "354|3 4 4",
                "534|3 3 4",
                "3434|3 4 3 4",
                "36353|3 4 3 4 3",
                "123456|3 4 5 6 6 6"
            })
    void noLevelOfHeadingsIsLeftOut(String written, String shown) {
        List<Block> blocks =
                written.chars().mapToObj(depth -> heading(depth - '0')).toList();
        assertThat(levels(blocks, 3)).isEqualTo(shown);
    }

    /// Linked pages gain neither rank from the site nor a reference to its window.
    @Test
    void linksAreNotFollowedBySearchEnginesAndKnowNoOpener() {
        var link = new Inline.Link(new WebAddress("https://example.org/a"), List.of(new Inline.Text("<a>")));
        assertThat(BlockHtml.ofInlines(List.of(link)).render())
                .isEqualTo("<a href=\"https://example.org/a\" rel=\"noopener nofollow\">&lt;a&gt;</a>");
    }

    @Test
    void theSourcesOfAPointAreNumbersAboveTheLine() {
        var cited = new Inline.Citations(List.of(
                new Inline.Citations.Citation(1, Optional.of(new WebAddress("https://example.org/a"))),
                new Inline.Citations.Citation(4, Optional.empty())));
        assertThat(BlockHtml.ofInlines(List.of(cited)).render())
                .isEqualTo("<sup><a href=\"https://example.org/a\" rel=\"noopener nofollow\">[1]</a>[4]</sup>");
    }

    @ParameterizedTest
    @CsvSource({"1, 1 2", "2, 2 3"})
    void headingsInListsAndQuotesAreInTheSameOutline(int level, String shown) {
        var listed = new Block.ItemList(false, 1, List.of(new Block.Item(List.of(heading(5)))));
        assertThat(levels(List.of(heading(3), listed), level)).isEqualTo(shown);
        var quoted = new Block.Quote(List.of(heading(4)));
        assertThat(levels(List.of(heading(3), quoted), level)).isEqualTo(shown);
    }
}
