package digestbot.library.search;

import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.digest.RevisionChanges;
import digestbot.digest.Section;
import digestbot.digest.Source;
import digestbot.markdown.Block;
import digestbot.markdown.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The text of a digest as bare words.
public final class SearchableText {

    private SearchableText() {}

    /// A line of a digest.
    ///
    /// @param place the part that says it
    public record Said(String line, SearchScope place) {}

    /// The lines that were looked at: what the side says, else all of the digest, its title last.
    public static List<Said> lines(Digest digest, Optional<String> perspective) {
        Stream<Said> all =
                Stream.concat(body(digest).stream(), Stream.of(new Said(digest.title(), new SearchScope.Whole())));
        return perspective
                .map(id -> all.filter(said -> said.place() instanceof SearchScope.Perspective(int ordinal)
                        && digest.perspectives().get(ordinal).id().equalsIgnoreCase(id)))
                .orElse(all)
                .toList();
    }

    /// The lines of each part of a digest.
    public static Map<SearchScope, List<String>> parts(Digest digest) {
        return lines(digest, Optional.empty()).stream()
                .collect(Collectors.groupingBy(
                        Said::place, LinkedHashMap::new, Collectors.mapping(Said::line, Collectors.toList())));
    }

    /// All of the digest but its title.
    static String of(Digest digest) {
        return body(digest).stream().map(Said::line).collect(Collectors.joining("\n"));
    }

    private static List<Said> body(Digest digest) {
        SearchScope whole = new SearchScope.Whole();
        List<Said> lines = new ArrayList<>();
        lines.add(new Said(digest.topic().name(), whole));
        digest.perspectives().stream()
                .map(Perspective::name)
                .map(name -> new Said(name, whole))
                .forEach(lines::add);
        add(digest.highlights(), whole, lines);
        digest.sections().forEach(section -> add(section, lines));
        for (Source source : digest.sources()) {
            lines.add(new Said(source.title(), new SearchScope.Sources()));
            lines.add(new Said(source.outlet(), new SearchScope.Sources()));
        }
        digest.correction().ifPresent(correction -> {
            if (correction.what() instanceof RevisionChanges.Told(String text)) {
                text.lines().map(line -> new Said(line, whole)).forEach(lines::add);
            }
        });
        return lines;
    }

    private static void add(Section section, List<Said> lines) {
        switch (section) {
            case Section.Perspective(int ordinal, List<Block> blocks) ->
                add(blocks, new SearchScope.Perspective(ordinal), lines);
            case Section.Other(String heading, List<Block> blocks) -> {
                lines.add(new Said(heading, new SearchScope.Whole()));
                add(blocks, new SearchScope.Whole(), lines);
            }
            case Section.SourceList _ -> {}
        }
    }

    private static void add(List<Block> blocks, SearchScope place, List<Said> lines) {
        PlainText.of(blocks).lines().map(line -> new Said(line, place)).forEach(lines::add);
    }
}
