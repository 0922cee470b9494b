package digestbot.content.views;

import digestbot.digest.words.WordCutter;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.Paragraph;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Inline;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Sets the first words of points in bold, so that readers can skim a list. Points in which the
/// author has set something in bold stay as they are.
final class LeadWords {

    private static final int MIN_WORDS = 3;
    private static final int USUAL_WORDS = 5;
    private static final int MAX_WORDS = 7;

    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern PAUSE = Pattern.compile("(?:[,;:!?…]|(?<!\\b\\p{L})\\.)+$");

    /// The first clause of a language without spaces, where only punctuation tells words apart.
    private static final Pattern CLAUSE = Pattern.compile("^[^，；：。！？—]{4,28}(?=[，；：。！？—].)");

    /// Words before which a lead can end, in English, German and Spanish: most of them begin a phrase
    /// or are the first verb.
    private static final Pattern LINK = Pattern.compile("[–—-]|the|an?|such|to|in|on|at|for|with|by|from|as|and|or|but"
            + "|amid|among|between|against|over|under|after|before|during|since|until|into|through|while|that|which|who"
            + "|where|when|whose|because|despite|about|across|than|if|is|are|was|were|has|have|had|will|would|could|can|may"
            + "|und|oder|aber|dass|weil|während|als|wie|i[mn]|a[mn]|auf|aus|beim?|bis|durch|für|gegen|mit|nach|ohne|über|um"
            + "|unter|vo[mnr]|zu[mr]?|zwischen|wegen|seit|de[mnrs]|die|das|eine?[mnrs]?|ist|sind|war|wird|werden|hat|haben"
            + "|[yeoa]|al|que|en|con|por|para|sin|sobre|entre|hasta|desde|tras|contra|ante|mientras|el|las?|los|una?|se|es"
            + "|son|fue|han?|está|están");

    /// Words with which a lead cannot end, although none ends before them.
    private static final Pattern OPEN = Pattern.compile("of|not?|its|their|his|her|de|sus?|kein[ern]*");

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

    /// The end of the lead: after a colon, before a pause or a link word, or else after a few words;
    /// 0 if the text has no more words than a lead.
    static int end(String text) {
        if (text.codePoints().limit(USUAL_WORDS).anyMatch(WordCutter::isUnspaced)) {
            return CLAUSE.matcher(text)
                    .results()
                    .mapToInt(MatchResult::end)
                    .findFirst()
                    .orElse(0);
        }
        List<MatchResult> words =
                WORD.matcher(text).results().limit(MAX_WORDS + 1L).toList();
        int usual = 0;
        for (int i = 0; i + 1 < words.size(); i++) {
            String word = words.get(i).group();
            int end =
                    words.get(i).start() + PAUSE.matcher(word).replaceFirst("").length();
            boolean pauses = end < words.get(i).end();
            boolean links = LINK.matcher(words.get(i + 1).group()).matches();
            boolean isOpen = LINK.matcher(word).matches() || OPEN.matcher(word).matches();
            if (word.endsWith(":") || (i + 1 >= MIN_WORDS && !isOpen && (pauses || links))) {
                return end;
            }
            usual = i < USUAL_WORDS && !isOpen ? end : usual;
        }
        return words.size() > USUAL_WORDS ? usual : 0;
    }
}
