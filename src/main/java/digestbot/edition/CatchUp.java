package digestbot.edition;

import digestbot.digest.Digest;
import digestbot.edition.Editions.Numbered;
import digestbot.markdown.Block;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Several days of one topic in one message: each day's highlights, and a button for each.
final class CatchUp {

    /// Earlier ones are only counted: nobody reads a longer list.
    private static final int MOST_DAYS = 10;

    private static final int MOST_IN_A_ROW = 4;

    private final Styles styles;
    private final Reader reader;
    private final Words words;

    CatchUp(Styles styles, Reader reader) {
        this.styles = styles;
        this.reader = reader;
        words = Words.of(reader.language());
    }

    Content of(List<Numbered> days, int points) {
        List<Numbered> shown = days.subList(Math.max(0, days.size() - MOST_DAYS), days.size());
        List<Panel> panels = new ArrayList<>();
        panels.add(lead(days, days.size() - shown.size()));
        shown.forEach(day -> panels.add(day(day.digest(), points)));
        return Content.of(panels, buttons(shown));
    }

    private Panel lead(List<Numbered> days, int earlier) {
        Digest newest = days.getLast().digest();
        String name = styles.name(newest.topic());
        List<String> counts = new ArrayList<>();
        counts.add(words.say(Phrase.MISSED_DIGESTS, days.size()));
        if (earlier > 0) {
            counts.add(words.say(Phrase.EARLIER_DIGESTS, earlier));
        }
        return new Panel(
                Panel.Kind.PLAIN,
                name,
                styles.topic(newest.topic().id()).emoji(),
                OptionalInt.empty(),
                Lead.line(counts),
                List.of(),
                List.of());
    }

    private Panel day(Digest digest, int points) {
        String edition = digest.key().edition();
        String title = words.day(digest.key().day()) + (edition.isBlank() ? "" : Lead.BETWEEN + edition);
        List<Block> body = new ArrayList<>(new CorrectionLine(words, reader.zone()).blocks(digest));
        body.addAll(highlights(digest, points));
        return new Panel(Panel.Kind.PLAIN, title, "", OptionalInt.empty(), List.of(), body, List.of());
    }

    private List<Block> highlights(Digest digest, int points) {
        if (points == 0) {
            return List.of();
        }
        List<Block> all = digest.highlights();
        return Visible.inBlocks(all)
                ? Points.withoutLast(all, Math.max(0, Points.count(all) - points))
                : StyledEditions.says(words, Phrase.NO_HIGHLIGHTS);
    }

    private List<List<Button>> buttons(List<Numbered> shown) {
        List<List<Button>> rows = new ArrayList<>();
        for (int from = 0; from < shown.size(); from += MOST_IN_A_ROW) {
            rows.add(shown.subList(from, Math.min(from + MOST_IN_A_ROW, shown.size())).stream()
                    .map(this::button)
                    .toList());
        }
        return rows;
    }

    private Button button(Numbered day) {
        String label = words.shortDay(day.digest().key().day(), reader.today().getYear());
        return Button.ask(label, new Press.Show(day.number(), new View.Overview(), 0));
    }
}
