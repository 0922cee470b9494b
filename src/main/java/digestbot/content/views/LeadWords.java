package digestbot.content.views;

import digestbot.digest.words.WordCutter;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.Paragraph;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Inline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Sets the first words of points in bold, so that readers can skim a list. A point in which the
/// author has set something in bold stays as it is, and so does one without a pause near its
/// beginning, because half a phrase in bold is worse than none.
final class LeadWords {

    private static final int MIN_SUBJECT = 3;
    private static final int MIN_WORDS = 4;
    private static final int MAX_WORDS = 7;

    private static final Pattern WORD = Pattern.compile("\\S+");

    /// A full stop counts only after a long word: “Dr.”, “U.S.” and “5.” do not end a sentence.
    private static final Pattern PAUSE = Pattern.compile("(?:[,;:!?…]|(?<=\\p{Ll}{4})\\.)+$");

    /// The first clause of a language without spaces, where only punctuation tells words apart.
    private static final Pattern CLAUSE = Pattern.compile("^[^，；：。！？—]{4,28}(?=[，；：。！？—].)");

    /// Verbs that follow a subject, and dashes, in English, German and Spanish.
    private static final Pattern VERB = Pattern.compile("[–—-]|is|are|was|were|has|have|had|will|would|could|can|may"
            + "|ist|sind|wird|werden|hat|haben|fue|han?|está|están");

    /// Words that begin a phrase or a clause.
    private static final Pattern LINK = Pattern.compile("to|in|on|at|for|with|by|from|as|but|amid|among|between|against"
            + "|over|under|after|before|during|since|until|into|through|while|that|which|who|where|when|because|despite"
            + "|about|across|than|if|due|such|there"
            + "|aber|dass|weil|während|als|i[mn]|am|auf|aus|beim?|bis|durch|für|gegen|mit|nach|ohne|über|um|unter|vo[mnr]"
            + "|zu[mr]?|zwischen|wegen|seit"
            + "|que|en|con|por|para|sin|sobre|entre|hasta|desde|tras|contra|ante|mientras");

    private LeadWords() {}

    static List<Block> in(List<Block> blocks) {
        return BulletPoints.withItems(blocks, LeadWords::in);
    }

    private static Item in(Item item) {
        if (!(item.blocks().getFirst() instanceof Paragraph(List<Inline> content))
                || areIn(content)
                || !(content.getFirst() instanceof Inline.Text(String text))) {
            return item;
        }
        int end = end(text);
        if (end == 0) {
            return item;
        }
        List<Inline> line = new ArrayList<>(content);
        line.set(0, new Inline.Strong(List.of(new Inline.Text(text.substring(0, end)))));
        line.add(1, new Inline.Text(text.substring(end)));
        List<Block> blocks = new ArrayList<>(item.blocks());
        blocks.set(0, new Paragraph(line));
        return new Item(blocks, item.mark());
    }

    /// Whether something is in bold.
    static boolean areIn(List<Inline> content) {
        return content.stream().anyMatch(each -> each instanceof Inline.Strong || areIn(each.content()));
    }

    /// The end of the lead: after a colon, or before a pause, a verb or a link word; 0 if none of
    /// them is near the beginning.
    static int end(String text) {
        if (text.codePoints().limit(MIN_WORDS).anyMatch(WordCutter::isUnspaced)) {
            return CLAUSE.matcher(text)
                    .results()
                    .mapToInt(MatchResult::end)
                    .findFirst()
                    .orElse(0);
        }
        List<MatchResult> words =
                WORD.matcher(text).results().limit(MAX_WORDS + 1L).toList();
        boolean startsWithLink =
                !words.isEmpty() && isLink(words.getFirst().group().toLowerCase(Locale.ROOT));
        for (int i = 0; i + 1 < words.size(); i++) {
            String word = words.get(i).group();
            if (word.endsWith(":")) {
                return words.get(i).end();
            }
            String next = words.get(i + 1).group();
            int length = PAUSE.matcher(word).replaceFirst("").length();
            boolean ends =
                    length < word.length() || VERB.matcher(next).matches() || (i + 1 >= MIN_WORDS && isLink(next));
            if (i + 1 >= MIN_SUBJECT
                    && ends
                    && !startsWithLink
                    && !isLink(word)
                    && !VERB.matcher(word).matches()) {
                return words.get(i).start() + length;
            }
        }
        return 0;
    }

    private static boolean isLink(String word) {
        return LINK.matcher(word).matches();
    }
}
