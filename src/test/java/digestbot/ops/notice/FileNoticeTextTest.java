package digestbot.ops.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import digestbot.app.BotFixture;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.parser.DigestSamples;
import digestbot.i18n.Texts;
import digestbot.library.intake.FileProblemListener.QualityReport;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileNoticeTextTest {

    @Test
    void whatStandsBetweenTwoBackticksIsCode() {
        assertThat(inlines("topic is missing: add `topic: us-china`"))
                .containsExactly(
                        new Inline.Text("a`b.md:3 topic is missing: add "), new Inline.Code("topic: us-china"));
        assertThat(inlines("the value ` is none")).containsExactly(new Inline.Text("a`b.md:3 the value ` is none"));
    }

    @Test
    void theNoticeOfADigestBeginsWithTopicAndNewsAndLeadsToItAndToItsWithdrawal() {
        Digest digest = DigestSamples.digest(BotFixture.digest("trade", "2026-02-06", "Quotas end"));
        var published = new QualityReport(
                7, Optional.of(3L), digest, "a.md", List.of(new Diagnostic(3, "late")), Optional.empty());
        Content notice = FileNoticeText.of(Texts.of("en"), published, ZoneOffset.UTC);
        assertThat(PlainText.of(notice.panels().getFirst().body()))
                .isEqualTo(
                        "Topic trade · Quotas end\nThe digest of Fri 6 February 2026 was published with warnings:\na.md:3 late");
        assertThat(notice.buttons().getFirst())
                .extracting(Button::label, button -> ((Button.Action.Callback) button.action()).press())
                .containsExactly(
                        tuple("Preview", new ReadAction.Show(7, new DigestView.Overview(), 0)),
                        tuple("Withdraw", new OperatorAction.AskToWithdraw(3, LocalDate.of(2026, 2, 6))));
    }

    private static List<Inline> inlines(String message) {
        Block.Item item = FileNoticeText.item("a`b.md", new Diagnostic(3, message));
        return ((Block.Paragraph) item.blocks().getFirst()).content();
    }
}
