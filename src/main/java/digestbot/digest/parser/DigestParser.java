package digestbot.digest.parser;

import digestbot.digest.Correction;
import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Reads a file as a digest: YAML front matter between two lines `---`, then Markdown.
///
/// The body's highlights come first; then, under headings, one section for each perspective, the
/// source list, and any other sections, in any order. [SectionRoles] finds them; [PointMarkReader]
/// reads what the author says about single points. Accepts any
/// bytes: never throws, and runs in linear time. Thread-safe.
public final class DigestParser {

    /// The default for the largest file: 1 MiB.
    public static final int DEFAULT_MAX_BYTES = 1024 * 1024;

    /// The largest file that can be permitted: 64 MiB.
    public static final int MAX_BYTES = 64 << 20;

    private final int maxBytes;

    public DigestParser() {
        this(DEFAULT_MAX_BYTES);
    }

    /// @param maxBytes the maximum size of a file; a larger one is invalid
    public DigestParser(int maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("a file may have at least one byte, not " + maxBytes);
        }
        this.maxBytes = maxBytes;
    }

    /// Parses the content of a file. Line numbers in the result start from 1.
    public ParseResult parse(byte[] content) {
        try {
            return parse(DigestFileParts.of(Utf8Text.decode(content, maxBytes)));
        } catch (UnreadableFileException fault) {
            return new ParseResult.Invalid(List.of(fault.diagnostic()));
        }
    }

    /// The front matter's `date` with the precision of a minute, at midnight if it has no time;
    /// empty if there is none.
    public Optional<Instant> writtenAt(byte[] content) {
        try {
            DigestFileParts file = DigestFileParts.of(Utf8Text.decode(content, maxBytes));
            var fields = new FrontMatterFields(
                    FrontMatterYaml.read(file.frontMatter()), new DiagnosticCollector(), new DiagnosticCollector());
            return fields.text("date", FrontMatterReader.MAX_NAME_LENGTH).flatMap(DigestDates::moment);
        } catch (UnreadableFileException _) {
            return Optional.empty();
        }
    }

    private static ParseResult parse(DigestFileParts file) throws UnreadableFileException {
        var problems = new DiagnosticCollector();
        var warnings = new DiagnosticCollector();
        Optional<FrontMatter> head =
                new FrontMatterReader(FrontMatterYaml.read(file.frontMatter()), problems, warnings).read();
        if (head.isEmpty()) {
            return new ParseResult.Invalid(problems.list());
        }
        DigestBody body = new DigestBodyReader(file, head.get(), problems, warnings).read();
        if (!problems.isEmpty()) {
            return new ParseResult.Invalid(problems.list());
        }
        new DigestChecks(head.get(), body, file.bodyLine(), warnings).run();
        return new ParseResult.Parsed(digest(head.get(), body), warnings.list(), lines(head.get(), body));
    }

    private static List<Integer> lines(FrontMatter frontMatter, DigestBody body) {
        return IntStream.range(0, frontMatter.perspectives().size())
                .mapToObj(i -> body.perspectives().containsKey(i)
                        ? body.perspectives().get(i).line()
                        : frontMatter.perspectives().get(i).line())
                .toList();
    }

    private static Digest digest(FrontMatter frontMatter, DigestBody body) {
        return new Digest(
                frontMatter.key(),
                frontMatter.topic(),
                frontMatter.title(),
                frontMatter.perspectives().stream()
                        .map(FrontMatter.NamedPerspective::perspective)
                        .toList(),
                body.highlights(),
                body.sections(),
                body.sources(),
                frontMatter.outlets(),
                frontMatter.articleCount().isPresent()
                        ? OptionalInt.of(frontMatter.articleCount().get().value())
                        : OptionalInt.empty(),
                frontMatter.draft(),
                frontMatter.correction().map(Correction::ofAuthor),
                frontMatter.extra());
    }
}
