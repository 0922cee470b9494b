package digestbot.notice;

import digestbot.button.StaffPress;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.digest.DigestView;
import digestbot.i18n.Phrase;
import digestbot.i18n.Texts;
import digestbot.library.intake.QualityReport;
import digestbot.markdown.Block;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The notice about a digest that was received: its warnings, and whether it waits for a review.
final class WarningsText {

    /// The log has all.
    private static final int MOST_LINES = 10;

    private static final Duration HOURS_FROM = Duration.ofHours(2);

    private WarningsText() {}

    static Content of(Texts words, QualityReport warnings) {
        List<Block> body = new ArrayList<>();
        body.add(Block.Paragraph.of(lead(words, warnings)));
        List<Block.Item> items = warnings.warnings().stream()
                .limit(MOST_LINES)
                .map(warning -> DiagnosticText.item(warnings.path(), warning))
                .toList();
        if (!items.isEmpty()) {
            body.add(Block.ItemList.bullets(items));
        }
        return Content.of(
                List.of(Panel.plain(body)),
                warnings.held().map(_ -> buttons(words, warnings)).orElse(List.of()));
    }

    private static String lead(Texts words, QualityReport warnings) {
        String which = DiagnosticText.oneLine(warnings.digest().topic().name()) + ", "
                + words.day(warnings.digest().key().day());
        return warnings.held()
                .map(left -> words.say(Phrase.DOUBTS_HELD, which, time(words, left)))
                .orElseGet(() ->
                        words.say(warnings.warnings().isEmpty() ? Phrase.DOUBTS_OVER : Phrase.DOUBTS_PUBLISHED, which));
    }

    private static String time(Texts words, Duration left) {
        long minutes = Math.max(1, left.plusSeconds(59).toMinutes());
        return minutes < HOURS_FROM.toMinutes()
                ? words.say(Phrase.MINUTES, minutes)
                : words.say(Phrase.HOURS, Math.round(minutes / 60.0));
    }

    private static List<List<Button>> buttons(Texts words, QualityReport warnings) {
        return List.of(List.of(
                Button.ask(words.say(Phrase.RELEASE_BUTTON), new StaffPress.Release(warnings.number())),
                Button.ask(
                        words.say(Phrase.RELEASE_LOOK_BUTTON),
                        new StaffPress.Look(warnings.number(), new DigestView.Overview()))));
    }
}
