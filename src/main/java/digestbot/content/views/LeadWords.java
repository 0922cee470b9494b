package digestbot.content.views;

import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.Paragraph;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Inline;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Sets the first words of points in bold, so that readers can skim a list. A point in which the
/// author has set something in bold stays as it is, and so does one without a pause after a few
/// words, because half a phrase in bold is worse than none.
final class LeadWords {

    /// Words at the beginning after which the part before a pause says little.
    private static final String OPENINGS = "according|after|although|amid|as|at|before|by|despite|during|following|for"
            + "|from|if|in|on|since|under|when|while|with"
            + "|a[mn]|auf|bei|im|laut|mit|nach|obwohl|seit|trotz|unter|vor|während|wegen|wenn"
            + "|a|ante|aunque|con|desde|durante|en|mientras|para|por|según|si|tras";

    private static final String WORD = "(?![–—-]\\s)(?:\\S*[^\\s,;:.!?…]|(?:\\p{Lu}\\p{Ll}?\\.)+|\\d+\\.)";

    /// A comma counts unless it may separate the parts of an enumeration.
    private static final String PAUSE =
            "(?=[:;]\\s|\\s[–—-]\\s|,\\s\\p{Ll}(?!\\S*(?:\\s\\S+)?,?\\s(?:and|or|und|oder|y|o)\\s))";

    /// Three to seven words before a pause. Shorter ones are often only a name.
    private static final Pattern WORDS =
            Pattern.compile("(?iu:(?!(?:%s)\\s))(?:%s\\s+){2,6}%<s%s".formatted(OPENINGS, WORD, PAUSE));

    /// The first clause of a language without spaces, unless it only says who says or when.
    private static final Pattern CLAUSE = Pattern.compile(
            "(?![在据随由对为当自从])[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\d“”]{4,20}" + "(?<![称说示出为道])(?=[，；：—].)");

    private LeadWords() {}

    static List<Block> in(List<Block> blocks) {
        return BulletPoints.withItems(blocks, LeadWords::in);
    }

    private static Item in(Item item) {
        if (item.blocks().isEmpty()
                || !(item.blocks().getFirst() instanceof Paragraph(List<Inline> content))
                || content.isEmpty()
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

    private static int end(String text) {
        return Stream.of(WORDS, CLAUSE)
                .map(pattern -> pattern.matcher(text))
                .filter(matcher -> matcher.lookingAt())
                .mapToInt(MatchResult::end)
                .findFirst()
                .orElse(0);
    }
}
