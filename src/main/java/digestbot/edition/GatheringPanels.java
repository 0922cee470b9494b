package digestbot.edition;

import digestbot.digest.Digest;
import digestbot.digest.Topic;
import digestbot.edition.Editions.Numbered;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Several digests in one message: each one's highlights, in a round-up what each of its sides led with, and a button
/// for each. Where they are days of one topic, the topic is named once.
final class GatheringPanels {

    /// Earlier ones are only counted: nobody reads a longer list.
    private static final int MOST = 10;

    private static final int DAYS_IN_A_ROW = 4;
    private static final int TOPICS_IN_A_ROW = 2;
    private static final int LONGEST_LABEL = 40;

    /// How much of what a side led with is shown, by how much is wanted.
    private static final List<Integer> LEAD_LENGTHS = List.of(0, 120, 240, 480);

    private final Styles styles;
    private final Reader reader;
    private final Words words;
    private final Gathering why;

    GatheringPanels(Styles styles, Reader reader, Gathering why) {
        this.styles = styles;
        this.why = why;
        this.reader = reader;
        words = Words.of(reader.language());
    }

    Content of(List<Numbered> digests, int points) {
        List<Numbered> shown = digests.subList(Math.max(0, digests.size() - MOST), digests.size());
        List<Panel> panels = new ArrayList<>();
        panels.add(lead(digests, digests.size() - shown.size()));
        shown.forEach(each -> panels.add(panel(each.digest(), points)));
        return Content.of(panels, buttons(shown)).named(name(panels.getFirst(), digests));
    }

    /// With the day of the newest digest.
    private String name(Panel lead, List<Numbered> digests) {
        String day = words.day(digests.getLast().digest().key().day());
        return (lead.emoji() + " " + lead.title()).strip() + Lead.BETWEEN + day;
    }

    private Panel lead(List<Numbered> digests, int earlier) {
        List<String> counts = new ArrayList<>();
        counts.add(
                switch (why) {
                    case CATCH_UP, BUNDLE -> words.say(Phrase.MISSED_DIGESTS, digests.size());
                    case ROUND_UP -> words.say(Phrase.ROUND_UP_DAYS, digests.size());
                });
        if (earlier > 0) {
            counts.add(words.say(Phrase.EARLIER_DIGESTS, earlier));
        }
        Topic topic = digests.getLast().digest().topic();
        return switch (why) {
            case CATCH_UP, ROUND_UP ->
                panel(styles.name(topic), styles.topic(topic.id()).emoji(), Lead.line(counts), List.of());
            case BUNDLE -> panel(words.say(Phrase.BUNDLE_TITLE), "", Lead.line(counts), List.of());
        };
    }

    private Panel panel(Digest digest, int points) {
        String edition = digest.key().edition();
        String day = words.day(digest.key().day()) + (edition.isBlank() ? "" : Lead.BETWEEN + edition);
        List<Block> body = new ArrayList<>(new CorrectionLine(words, reader.zone()).blocks(digest));
        body.addAll(why == Gathering.ROUND_UP ? leads(digest, points) : highlights(digest, points));
        return switch (why) {
            case CATCH_UP, ROUND_UP -> panel(day, "", List.of(), body);
            case BUNDLE ->
                panel(
                        styles.name(digest.topic()) + Lead.BETWEEN + day,
                        styles.topic(digest.topic().id()).emoji(),
                        List.of(),
                        body);
        };
    }

    private static Panel panel(String title, String emoji, List<Inline> subtitle, List<Block> body) {
        return new Panel(Panel.Kind.PLAIN, title, emoji, OptionalInt.empty(), subtitle, body, List.of());
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

    /// What each of the reader's sides led with: its first point, on a line each.
    private List<Block> leads(Digest digest, int points) {
        int most = LEAD_LENGTHS.get(points);
        if (most == 0) {
            return List.of();
        }
        List<Inline> lines = new ArrayList<>();
        for (int ordinal : SideOrder.chosen(digest, reader)) {
            if (!lines.isEmpty()) {
                lines.add(new Inline.LineBreak());
            }
            String side = styles.side(digest.topic().id(), digest.perspectives().get(ordinal), ordinal)
                    .label();
            lines.add(new Inline.Strong(List.of(new Inline.Text(side + ":"))));
            lines.add(new Inline.Text(" " + ledWith(digest.side(ordinal), most)));
        }
        return List.of(new Block.Paragraph(lines));
    }

    private String ledWith(List<Block> side, int most) {
        List<List<Block>> points = Points.each(side);
        String text = points.isEmpty()
                ? ""
                : PlainText.of(points.getFirst()).replaceAll("\\s+", " ").strip();
        return text.isEmpty() ? words.say(Phrase.NOTHING_REPORTED) : Shortened.to(most, text);
    }

    private List<List<Button>> buttons(List<Numbered> shown) {
        int inARow = switch (why) {
            case CATCH_UP, ROUND_UP -> DAYS_IN_A_ROW;
            case BUNDLE -> TOPICS_IN_A_ROW;
        };
        List<List<Button>> rows = new ArrayList<>();
        for (int from = 0; from < shown.size(); from += inARow) {
            rows.add(shown.subList(from, Math.min(from + inARow, shown.size())).stream()
                    .map(this::button)
                    .toList());
        }
        return rows;
    }

    private Button button(Numbered each) {
        Topic topic = each.digest().topic();
        String label = switch (why) {
            case CATCH_UP, ROUND_UP ->
                words.shortDay(each.digest().key().day(), reader.today().getYear());
            case BUNDLE ->
                Shortened.to(LONGEST_LABEL, (styles.topic(topic.id()).emoji() + " " + styles.name(topic)).strip());
        };
        return Button.ask(label, new Press.Show(each.number(), new View.Overview(), 0));
    }
}
