package digestbot.notice;

import digestbot.button.StaffPress;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.digest.DigestView;
import digestbot.i18n.ReviewPhrase;
import digestbot.i18n.Texts;
import digestbot.library.intake.QualityReport;
import digestbot.markdown.Block;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// The notice about a digest that was received: its warnings, and whether it waits for a review.
final class WarningsText {

    /// The log has all.
    private static final int MOST_LINES = 10;

    private WarningsText() {}

    /// @param zone in which times are given
    static Content of(Texts words, QualityReport warnings, ZoneId zone) {
        List<Block> body = new ArrayList<>();
        body.add(Block.Paragraph.of(lead(words, warnings, zone)));
        List<Block.Item> items = warnings.warnings().stream()
                .limit(MOST_LINES)
                .map(warning -> DiagnosticText.item(warnings.path(), warning))
                .toList();
        if (!items.isEmpty()) {
            body.add(Block.ItemList.bullets(items));
        }
        return Content.of(
                List.of(Panel.plain(body)),
                warnings.heldUntil().map(_ -> buttons(words, warnings)).orElse(List.of()));
    }

    private static String lead(Texts words, QualityReport warnings, ZoneId zone) {
        String which = DiagnosticText.oneLine(warnings.digest().topic().name()) + ", "
                + words.day(warnings.digest().key().day());
        return warnings.heldUntil()
                .map(until -> words.say(ReviewPhrase.HELD_FOR_REVIEW, which, words.moment(until, zone)))
                .orElseGet(() -> words.say(
                        warnings.warnings().isEmpty()
                                ? ReviewPhrase.NO_LONGER_HELD
                                : ReviewPhrase.PUBLISHED_WITH_WARNINGS,
                        which));
    }

    private static List<List<Button>> buttons(Texts words, QualityReport warnings) {
        return List.of(List.of(
                Button.ask(words.say(ReviewPhrase.RELEASE_BUTTON), new StaffPress.Release(warnings.number())),
                Button.ask(
                        words.say(ReviewPhrase.RELEASE_PREVIEW_BUTTON),
                        new StaffPress.Look(warnings.number(), new DigestView.Overview()))));
    }
}
