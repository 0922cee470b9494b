package digestbot.digest.parser;

import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.digest.Source;
import digestbot.digest.parser.FrontMatterReader.FrontMatterFields;
import digestbot.digest.yaml.YamlErrorException;
import digestbot.digest.yaml.YamlNode;
import digestbot.digest.yaml.YamlNode.Mapping;
import digestbot.digest.yaml.YamlReader;
import digestbot.digest.yaml.YamlReader.RepeatedKey;
import digestbot.markdown.TextCleaner;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Reads a file as a digest: YAML front matter between two lines `---`, followed by Markdown.
///
/// The body begins with the highlights. One section for each perspective, the source list and any
/// other sections follow under headings, in any order. The parser accepts any bytes, never throws,
/// and runs in linear time. It is thread-safe.
public final class DigestParser {

    /// Larger files are invalid.
    public static final int MAX_BYTES = 1 << 20;

    /// Longer front matter is an error. The limit also bounds the input of the YAML library.
    private static final int MAX_FRONT_MATTER_LENGTH = 64 * 1024;

    private static final Pattern FENCE = Pattern.compile("(?mdU)^---[^\\S\\n]*$");
    private static final int MAX_ERROR_LENGTH = 400;

    /// Bounds memory: a digest of short lines takes fifty times the memory of its file.
    static final int MAX_LINES = 10_000;

    private final DigestRules rules;

    public DigestParser() {
        this(DigestRules.NONE);
    }

    public DigestParser(DigestRules rules) {
        this.rules = rules;
    }

    public ParseResult parse(byte[] content) {
        try {
            return parse(text(content));
        } catch (UnreadableFileException fault) {
            return fault.result();
        }
    }

    /// The front matter's `date` to the minute, with midnight for a missing time; empty without a
    /// date.
    public Optional<Instant> writtenAt(byte[] content) {
        try {
            String text = text(content);
            Mapping keys = frontMatter(text, closingFence(text));
            var fields = new FrontMatterFields(keys, new DiagnosticCollector(), new DiagnosticCollector());
            return fields.text("date", FrontMatterReader.MAX_NAME_LENGTH).flatMap(DigestDates::moment);
        } catch (UnreadableFileException _) {
            return Optional.empty();
        }
    }

    private ParseResult parse(String text) throws UnreadableFileException {
        var problems = new DiagnosticCollector();
        var warnings = new DiagnosticCollector();
        MatchResult fence = closingFence(text);
        Mapping keys = frontMatter(text, fence);
        String markdown = text.substring(Math.min(fence.end() + 1, text.length()));
        Optional<FrontMatter> head = new FrontMatterReader(keys, markdown, rules, problems, warnings).read();
        if (head.isEmpty()) {
            return new ParseResult.Invalid(problems.list(), isOther(keys));
        }
        int line = 2 + lineEnds(text.substring(0, fence.start()));
        var body = new DigestBody(markdown, line, head.get(), problems, warnings);
        if (!problems.isEmpty()) {
            return new ParseResult.Invalid(problems.list());
        }
        Digest digest = head.get().digest();
        boolean isOrdered = head.get().isOrdered()
                || rules.orderedTopics().contains(digest.key().topic());
        List<Source> sources = body.sourceList().divided(isOrdered, body.sourceListLine()).stream()
                .map(source -> source.withOutlet(rules.outlet(source.outlet())))
                .toList();
        digest = rules.withoutEmpty(digest.with(body.highlights(), body.sections(), sources));
        if (digest.isEarly(rules.today().get())) {
            warnings.add(
                    1,
                    "the day %s is still to come: correct `date`, or add `publishDate`"
                            .formatted(digest.key().day()));
        }
        new DigestChecks(head.get(), body, digest.perspectives(), warnings).run();
        return new ParseResult.Parsed(digest, warnings.list());
    }

    private static boolean isOther(Mapping frontMatter) {
        return frontMatter.entries().keySet().stream()
                .noneMatch(key -> key.equalsIgnoreCase("topic") || key.equalsIgnoreCase("date"));
    }

    /// The second line `---` of a text whose lines end with LF.
    private static MatchResult closingFence(String text) throws UnreadableFileException {
        Matcher fence = FENCE.matcher(text);
        if (!fence.lookingAt()) {
            throw new UnreadableFileException(
                    1,
                    "there is no front matter: the first line must be `---`, then topic, date and the rest, then `---`",
                    true);
        }
        int start = fence.end() + 1;
        if (!fence.find()) {
            throw new UnreadableFileException(
                    1, "the front matter is never closed: put a line `---` after its last key");
        }
        int length = fence.start() - start;
        if (length > MAX_FRONT_MATTER_LENGTH) {
            throw new UnreadableFileException(
                    1,
                    "the front matter has " + length + " characters, more than the " + MAX_FRONT_MATTER_LENGTH
                            + " allowed: shorten it");
        }
        return fence.toMatchResult();
    }

    private static Mapping frontMatter(String text, MatchResult fence) throws UnreadableFileException {
        List<RepeatedKey> repeated = new ArrayList<>();
        YamlNode root;
        try {
            root = YamlReader.read(text.substring(text.indexOf('\n') + 1, fence.start()), 2, repeated::add);
        } catch (YamlErrorException refused) {
            throw new UnreadableFileException(
                    refused.line(), TextCleaner.line("the front matter " + refused.getMessage(), MAX_ERROR_LENGTH));
        }
        if (!repeated.isEmpty()) {
            RepeatedKey key = repeated.getFirst();
            throw new UnreadableFileException(
                    key.line(),
                    "the key " + TextCleaner.line(key.key(), 40) + " is on line " + key.firstLine()
                            + " already: keep one of the two");
        }
        if (root instanceof Mapping mapping) {
            return mapping;
        }
        throw new UnreadableFileException(
                root.line(), "the front matter has no keys: write lines such as `topic: us-china`", true);
    }

    /// Decodes a file's bytes: strict UTF-8 with or without a byte order mark, and any line ends.
    private String text(byte[] content) throws UnreadableFileException {
        if (content.length > MAX_BYTES) {
            throw new UnreadableFileException(
                    1,
                    "the file has " + content.length + " bytes, more than the " + MAX_BYTES + " allowed: shorten it");
        }
        if (startsWith(content, 0xff, 0xfe) || startsWith(content, 0xfe, 0xff)) {
            throw new UnreadableFileException(1, "byte 0 is not UTF-8, the file looks like UTF-16: save it as UTF-8");
        }
        int start = startsWith(content, 0xef, 0xbb, 0xbf) ? 3 : 0;
        ByteBuffer in = ByteBuffer.wrap(content, start, content.length - start);
        CharBuffer out = CharBuffer.allocate(in.remaining());
        // A new decoder reports malformed input instead of replacing it.
        boolean isMalformed =
                StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError();
        String text = out.flip().toString().replace("\r\n", "\n").replace('\r', '\n');
        if (isMalformed) {
            int offset = in.position();
            throw new UnreadableFileException(
                    1 + lineEnds(text),
                    "byte %d (0x%02x) is not UTF-8: save the file as UTF-8".formatted(offset, content[offset] & 0xff));
        }
        if (text.isBlank()) {
            throw new UnreadableFileException(
                    1, "the file is empty: begin with a line `---` and the front matter, or delete the file");
        }
        if (lineEnds(text) > MAX_LINES) {
            throw new UnreadableFileException(
                    MAX_LINES + 1, "the file has more than the %,d lines allowed: shorten it".formatted(MAX_LINES));
        }
        return text;
    }

    private static int lineEnds(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    private static boolean startsWith(byte[] content, int... first) {
        return content.length >= first.length
                && IntStream.range(0, first.length).allMatch(i -> (content[i] & 0xff) == first[i]);
    }

    /// Thrown if the file cannot be parsed further: it is not UTF-8, has no front matter, or the
    /// front matter is not valid YAML.
    private static final class UnreadableFileException extends Exception {

        private static final long serialVersionUID = 1L;

        private final int line;
        private final boolean isOther;

        UnreadableFileException(int line, String message) {
            this(line, message, false);
        }

        /// `isOther` is true if the file is apparently not meant as a digest.
        UnreadableFileException(int line, String message, boolean isOther) {
            super(message, null, false, false);
            this.line = line;
            this.isOther = isOther;
        }

        ParseResult.Invalid result() {
            return new ParseResult.Invalid(List.of(new Diagnostic(line, String.valueOf(getMessage()))), isOther);
        }
    }
}
