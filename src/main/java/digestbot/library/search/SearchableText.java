package digestbot.library.search;

import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.digest.RevisionChanges;
import digestbot.digest.Section;
import digestbot.digest.Source;
import digestbot.markdown.Block;
import digestbot.markdown.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

public final class SearchableText {

    private SearchableText() {}

    /// The place is the view that shows it first.
    public record SearchableLine(String line, DigestView place) {}

    /// The lines that were searched: the perspective's lines, or else the whole digest with its
    /// title last.
    public static List<SearchableLine> lines(Digest digest, Optional<String> perspective) {
        Stream<SearchableLine> all = Stream.concat(
                body(digest).stream(), Stream.of(new SearchableLine(digest.title(), new DigestView.Overview())));
        return perspective
                .map(id -> all.filter(said -> said.place() instanceof DigestView.OnePerspective(int ordinal)
                        && digest.perspectives().get(ordinal).id().equalsIgnoreCase(id)))
                .orElse(all)
                .toList();
    }

    /// All of the digest except its title.
    static String of(Digest digest) {
        return body(digest).stream().map(SearchableLine::line).collect(Collectors.joining("\n"));
    }

    private static List<SearchableLine> body(Digest digest) {
        DigestView whole = new DigestView.Overview();
        List<SearchableLine> lines = new ArrayList<>();
        lines.add(new SearchableLine(digest.topic().name(), whole));
        digest.perspectives().stream()
                .map(Perspective::name)
                .map(name -> new SearchableLine(name, whole))
                .forEach(lines::add);
        add(digest.highlights(), whole, lines);
        digest.sections().forEach(section -> add(section, lines));
        for (Source source : digest.sources()) {
            lines.add(new SearchableLine(source.title(), new DigestView.Sources()));
            lines.add(new SearchableLine(source.outlet(), new DigestView.Sources()));
        }
        digest.correction().ifPresent(correction -> {
            if (correction.changes() instanceof RevisionChanges.AuthorNote(String text)) {
                text.lines().map(line -> new SearchableLine(line, whole)).forEach(lines::add);
            }
        });
        return lines;
    }

    private static void add(Section section, List<SearchableLine> lines) {
        switch (section) {
            case Section.PerspectiveSection(int ordinal, List<Block> blocks) ->
                add(blocks, new DigestView.OnePerspective(ordinal), lines);
            case Section.OtherSection(String heading, List<Block> blocks) -> {
                lines.add(new SearchableLine(heading, new DigestView.Overview()));
                add(blocks, new DigestView.Overview(), lines);
            }
            case Section.SourceListPlaceholder _ -> {}
        }
    }

    private static void add(List<Block> blocks, DigestView place, List<SearchableLine> lines) {
        PlainText.of(blocks)
                .lines()
                .map(line -> new SearchableLine(line, place))
                .forEach(lines::add);
    }
}
