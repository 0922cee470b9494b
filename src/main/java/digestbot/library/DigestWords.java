package digestbot.library;

import digestbot.digest.Changes;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.digest.Section;
import digestbot.digest.Source;
import digestbot.markdown.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a digest says, as bare words.
final class DigestWords {

    private DigestWords() {}

    /// The lines that were looked at: what the side says, else all of the digest, its title last.
    static List<String> lines(Digest digest, Optional<String> side) {
        List<String> lines = new ArrayList<>();
        for (int place = 0; place < digest.perspectives().size(); place++) {
            if (side.filter(digest.perspectives().get(place).id()::equalsIgnoreCase)
                    .isPresent()) {
                PlainText.of(digest.side(place)).lines().forEach(lines::add);
            }
        }
        if (side.isEmpty()) {
            of(digest).lines().forEach(lines::add);
            lines.add(digest.title());
        }
        return lines;
    }

    /// The lines of each part of a digest.
    static Map<Place, List<String>> parts(Digest digest) {
        Map<Place, List<String>> parts = new LinkedHashMap<>();
        List<String> whole = new ArrayList<>(List.of(digest.topic().name(), digest.title()));
        PlainText.of(digest.highlights()).lines().forEach(whole::add);
        digest.perspectives().stream().map(Perspective::name).forEach(whole::add);
        digest.sections().stream()
                .filter(Section.Other.class::isInstance)
                .map(Section.Other.class::cast)
                .forEach(other -> {
                    whole.add(other.heading());
                    PlainText.of(other.blocks()).lines().forEach(whole::add);
                });
        parts.put(new Place.Whole(), whole);
        for (int ordinal = 0; ordinal < digest.perspectives().size(); ordinal++) {
            parts.put(
                    new Place.Side(ordinal),
                    PlainText.of(digest.side(ordinal)).lines().toList());
        }
        parts.put(
                new Place.Sources(),
                digest.sources().stream()
                        .flatMap(source -> Stream.of(source.title(), source.outlet()))
                        .toList());
        return parts;
    }

    /// All of the digest but its title.
    static String of(Digest digest) {
        List<String> lines = new ArrayList<>();
        lines.add(digest.topic().name());
        digest.perspectives().stream().map(Perspective::name).forEach(lines::add);
        lines.add(PlainText.of(digest.highlights()));
        digest.sections().forEach(section -> add(section, lines));
        for (Source source : digest.sources()) {
            lines.add(source.title());
            lines.add(source.outlet());
        }
        digest.correction().ifPresent(correction -> {
            if (correction.what() instanceof Changes.Told(String text)) {
                lines.add(text);
            }
        });
        return String.join("\n", lines);
    }

    private static void add(Section section, List<String> lines) {
        switch (section) {
            case Section.Side side -> lines.add(PlainText.of(side.blocks()));
            case Section.Other other -> {
                lines.add(other.heading());
                lines.add(PlainText.of(other.blocks()));
            }
            case Section.SourceList _ -> {}
        }
    }
}
