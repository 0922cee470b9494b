package digestbot.digest.words;

import digestbot.digest.Digest;
import digestbot.digest.Section;
import digestbot.digest.words.MarkedText.Piece;
import digestbot.markdown.Block;
import digestbot.markdown.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /// A line of the digest with a word marked in it.
    ///
    /// @param perspective the place of the perspective that reports it, from 0; empty if none does
    /// @param found the word as the digest has it
    public record DigestPassage(OptionalInt perspective, String found, List<Piece> pieces) {
        public DigestPassage {
            pieces = List.copyOf(pieces);
        }
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

    public Optional<DigestPassage> passage(String phrase) {
        return text.passage(phrase)
                .map(found -> new DigestPassage(perspectives.get(found.line()), found.found(), found.pieces()));
    }
}
