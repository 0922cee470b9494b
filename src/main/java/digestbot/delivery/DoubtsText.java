package digestbot.delivery;

import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.edition.StaffPress;
import digestbot.edition.View;
import digestbot.library.Doubts;
import digestbot.markdown.Block;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What those who run the bot are told of a digest that came: what is doubtful, and whether it waits for them.
final class DoubtsText {

    /// The log has all.
    private static final int MOST_LINES = 10;

    private static final Duration HOURS_FROM = Duration.ofHours(2);

    private DoubtsText() {}

    static Content of(Words words, Doubts doubts) {
        List<Block> body = new ArrayList<>();
        body.add(Block.Paragraph.of(lead(words, doubts)));
        List<Block.Item> items = doubts.warnings().stream()
                .limit(MOST_LINES)
                .map(warning -> RemarkText.item(doubts.path(), warning))
                .toList();
        if (!items.isEmpty()) {
            body.add(Block.ItemList.bullets(items));
        }
        return Content.of(
                List.of(Panel.plain(body)),
                doubts.held().map(_ -> buttons(words, doubts)).orElse(List.of()));
    }

    private static String lead(Words words, Doubts doubts) {
        String which = RemarkText.oneLine(doubts.digest().topic().name()) + ", "
                + words.day(doubts.digest().key().day());
        return doubts.held()
                .map(left -> words.say(Phrase.DOUBTS_HELD, which, time(words, left)))
                .orElseGet(() ->
                        words.say(doubts.warnings().isEmpty() ? Phrase.DOUBTS_OVER : Phrase.DOUBTS_PUBLISHED, which));
    }

    private static String time(Words words, Duration left) {
        long minutes = Math.max(1, left.plusSeconds(59).toMinutes());
        return minutes < HOURS_FROM.toMinutes()
                ? words.say(Phrase.MINUTES, minutes)
                : words.say(Phrase.HOURS, Math.round(minutes / 60.0));
    }

    private static List<List<Button>> buttons(Words words, Doubts doubts) {
        return List.of(List.of(
                Button.ask(words.say(Phrase.RELEASE_BUTTON), new StaffPress.Release(doubts.number())),
                Button.ask(
                        words.say(Phrase.RELEASE_LOOK_BUTTON),
                        new StaffPress.Look(doubts.number(), new View.Overview()))));
    }
}
