package digestbot.notice;

import digestbot.button.OperatorPress;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Moments;
import digestbot.content.Panel;
import digestbot.digest.DigestView;
import digestbot.i18n.ReviewPhrase;
import digestbot.i18n.Texts;
import digestbot.library.intake.FileProblemListener.QualityReport;
import digestbot.markdown.Block;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// The notice about a digest that was received: its warnings, and whether it is held for review.
final class WarningsText {

    /// The maximum number of lines; the log has all warnings.
    private static final int MAX_LINES = 10;

    private WarningsText() {}

    /// @param zone the time zone for times
    static Content of(Texts texts, QualityReport warnings, ZoneId zone) {
        List<Block> body = new ArrayList<>();
        body.add(Block.Paragraph.of(lead(texts, warnings, zone)));
        List<Block.Item> items = warnings.warnings().stream()
                .limit(MAX_LINES)
                .map(warning -> DiagnosticText.item(warnings.path(), warning))
                .toList();
        if (!items.isEmpty()) {
            body.add(Block.ItemList.bullets(items));
        }
        return Content.of(
                List.of(Panel.plain(body)),
                warnings.heldUntil().map(_ -> buttons(texts, warnings)).orElse(List.of()));
    }

    private static String lead(Texts texts, QualityReport warnings, ZoneId zone) {
        String which = DiagnosticText.oneLine(warnings.digest().topic().name()) + ", "
                + texts.day(warnings.digest().key().day());
        return warnings.heldUntil()
                .map(until ->
                        texts.format(ReviewPhrase.HELD_FOR_REVIEW, which, new Moments(texts, zone).withZone(until)))
                .orElseGet(() -> texts.format(
                        warnings.warnings().isEmpty()
                                ? ReviewPhrase.NO_LONGER_HELD
                                : ReviewPhrase.PUBLISHED_WITH_WARNINGS,
                        which));
    }

    private static List<List<Button>> buttons(Texts texts, QualityReport warnings) {
        return List.of(List.of(
                Button.callback(
                        texts.format(ReviewPhrase.RELEASE_BUTTON), new OperatorPress.ReleaseDigest(warnings.number())),
                Button.callback(
                        texts.format(ReviewPhrase.RELEASE_PREVIEW_BUTTON),
                        new OperatorPress.PreviewHeld(warnings.number(), new DigestView.Overview())),
                Button.callback(
                        texts.format(ReviewPhrase.RELEASE_WITHDRAW_BUTTON),
                        new OperatorPress.AskToReject(warnings.number()))));
    }
}
