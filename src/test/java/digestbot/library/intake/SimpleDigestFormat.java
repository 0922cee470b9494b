package digestbot.library.intake;

import digestbot.digest.Correction;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.ParseResult;
import digestbot.digest.Perspective;
import digestbot.digest.RevisionChanges;
import digestbot.digest.Topic;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/// A small file format, so that these tests do not depend on the real one: lines of `key: value`, a
/// blank line, text. Without a topic or a day it is no digest.
public final class SimpleDigestFormat {

    public final AtomicInteger parsed = new AtomicInteger();

    public boolean strict;

    public ParseResult parse(byte[] content) {
        parsed.incrementAndGet();
        String[] halves = new String(content, StandardCharsets.UTF_8)
                .replace("\r\n", "\n")
                .split("\n\n", 2);
        Map<String, String> head = head(halves[0]);
        if (head.containsKey("crash")) {
            throw new IllegalStateException("a bug in the parser");
        }
        if (strict || !head.containsKey("topic")) {
            return new ParseResult.Invalid(List.of(new Diagnostic(1, "no topic; add `topic:`")));
        }
        try {
            Digest digest = digest(head, halves.length < 2 ? "" : halves[1].strip());
            List<Diagnostic> warnings = new ArrayList<>();
            Optional.ofNullable(head.get("warning")).ifPresent(text -> warnings.add(new Diagnostic(4, text)));
            return new ParseResult.Parsed(digest, warnings);
        } catch (DateTimeParseException _) {
            return new ParseResult.Invalid(List.of(new Diagnostic(2, "no day; add `day:`")));
        }
    }

    private static Map<String, String> head(String text) {
        Map<String, String> head = new LinkedHashMap<>();
        text.lines().map(line -> line.split(": ", 2)).forEach(pair -> {
            if (pair.length == 2) {
                head.put(pair[0], pair[1]);
            }
        });
        return head;
    }

    private static Digest digest(Map<String, String> head, String body) {
        String topic = head.getOrDefault("topic", "");
        LocalDate day = LocalDate.parse(head.getOrDefault("day", "none"));
        var key = new DigestKey(topic, day, head.getOrDefault("language", "en"), head.getOrDefault("edition", ""));
        List<Block> blocks = body.isEmpty() ? List.of() : List.of(new Block.Paragraph(List.of(new Inline.Text(body))));
        return new Digest(
                key,
                new Topic(topic, head.getOrDefault("name", topic)),
                head.getOrDefault("title", topic + " " + day),
                List.of(new Perspective("north", "North", OptionalInt.empty())),
                blocks,
                List.of(),
                List.of(),
                List.of(),
                OptionalInt.empty(),
                Boolean.parseBoolean(head.get("draft")),
                Optional.ofNullable(head.get("correction"))
                        .map(text -> new Correction(Optional.empty(), new RevisionChanges.AuthorNote(text))),
                head.containsKey("note") ? Map.of("note", head.getOrDefault("note", "")) : Map.of());
    }
}
