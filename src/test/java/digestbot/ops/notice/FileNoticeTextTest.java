package digestbot.ops.notice;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Diagnostic;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileNoticeTextTest {

    @Test
    void whatStandsBetweenTwoBackticksIsCode() {
        assertThat(inlines("topic is missing: add `topic: us-china`"))
                .containsExactly(
                        new Inline.Text("a`b.md:3 topic is missing: add "), new Inline.Code("topic: us-china"));
        assertThat(inlines("the value ` is none")).containsExactly(new Inline.Text("a`b.md:3 the value ` is none"));
    }

    private static List<Inline> inlines(String message) {
        Block.Item item = FileNoticeText.item("a`b.md", new Diagnostic(3, message));
        return ((Block.Paragraph) item.blocks().getFirst()).content();
    }
}
