package digestbot.digest.words;

import digestbot.digest.Digest;
import digestbot.digest.Section;
import digestbot.markdown.Block;
import digestbot.markdown.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// The words of a digest's report: its highlights, its sections, and its title, which is last.
/// Names of topics, perspectives and outlets are not part of it, because they are in every digest.
public final class DigestWords {

    private final WordText text;

    /// The perspective of each line; empty for one that belongs to none.
    private final List<OptionalInt> perspectives;

    private DigestWords(List<String> lines, List<OptionalInt> perspectives) {
        this.text = new WordText(lines);
        this.perspectives = List.copyOf(perspectives);
    }

    public static DigestWords of(Digest digest) {
        List<String> lines = new ArrayList<>();
        List<OptionalInt> perspectives = new ArrayList<>();
        add(digest.highlights(), OptionalInt.empty(), lines, perspectives);
        for (Section section : digest.sections()) {
            switch (section) {
                case Section.PerspectiveSection(int ordinal, List<Block> blocks) ->
                    add(blocks, OptionalInt.of(ordinal), lines, perspectives);
                case Section.OtherSection(String _, List<Block> blocks) ->
                    add(blocks, OptionalInt.empty(), lines, perspectives);
                case Section.SourceListPlaceholder _ -> {}
            }
        }
        if (!digest.title().equals(digest.topic().titleOn(digest.key().day()))) {
            lines.add(digest.title());
            perspectives.add(OptionalInt.empty());
        }
        return new DigestWords(lines, perspectives);
    }

    private static void add(
            List<Block> blocks, OptionalInt perspective, List<String> lines, List<OptionalInt> perspectives) {
        PlainText.of(blocks).lines().forEach(line -> {
            lines.add(line);
            perspectives.add(perspective);
        });
    }

    public WordText text() {
        return text;
    }

    /// The place of the perspective that reports a passage of the text, from 0; empty if none does.
    public OptionalInt perspective(WordText.Passage passage) {
        return perspectives.get(passage.line());
    }
}
