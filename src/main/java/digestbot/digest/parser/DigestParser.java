package digestbot.digest.parser;

import digestbot.digest.Correction;
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
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Reads a file as a digest: YAML front matter between two lines `---`, then Markdown.
///
/// The body's highlights come first; then, under headings, one section for each perspective, the
/// source list, and any other sections, in any order. Accepts any bytes: never throws, and runs in
/// linear time. Thread-safe.
public final class DigestParser {

    public static final int DEFAULT_MAX_BYTES = 1024 * 1024;

    /// The largest limit that the configuration may set.
    public static final int MAX_BYTES = 64 << 20;

    private static final int FRONT_MATTER_LINE = 2;
    private static final int MAX_ERROR_LENGTH = 400;

    private final int maxBytes;
    private final DigestRules rules;

    public DigestParser() {
        this(DEFAULT_MAX_BYTES);
    }

    public DigestParser(int maxBytes) {
        this(maxBytes, DigestRules.NONE);
    }

    /// A file of more than `maxBytes` is invalid.
    public DigestParser(int maxBytes, DigestRules rules) {
        this.rules = rules;
        if (maxBytes < 1) {
            throw new IllegalArgumentException("a file may have at least one byte, not " + maxBytes);
        }
        this.maxBytes = maxBytes;
    }

    public ParseResult parse(byte[] content) {
        try {
            return parse(FileParts.of(Utf8Text.decode(content, maxBytes)));
        } catch (UnreadableFileException fault) {
            return fault.result();
        }
    }

    /// The front matter's `date` with the precision of a minute, at midnight if it has no time;
    /// empty if there is none.
    public Optional<Instant> writtenAt(byte[] content) {
        try {
            FileParts file = FileParts.of(Utf8Text.decode(content, maxBytes));
            var fields = new FrontMatterFields(
                    frontMatter(file.frontMatter()), new DiagnosticCollector(), new DiagnosticCollector());
            return fields.text("date", FrontMatterReader.MAX_NAME_LENGTH).flatMap(DigestDates::moment);
        } catch (UnreadableFileException _) {
            return Optional.empty();
        }
    }

    private ParseResult parse(FileParts file) throws UnreadableFileException {
        var problems = new DiagnosticCollector();
        var warnings = new DiagnosticCollector();
        Mapping keys = frontMatter(file.frontMatter());
        Optional<FrontMatter> head = new FrontMatterReader(keys, problems, warnings).read();
        if (head.isEmpty()) {
            return new ParseResult.Invalid(problems.list(), isOther(keys));
        }
        var body = new DigestBody(file.body(), file.bodyLine(), head.get(), problems, warnings);
        if (!problems.isEmpty()) {
            return new ParseResult.Invalid(problems.list());
        }
        boolean isOrdered = head.get().isOrdered()
                || rules.orderedTopics().contains(head.get().key().topic());
        List<Source> sources = body.sourceList().divided(isOrdered, body.sourceListLine());
        Digest digest = rules.withoutEmpty(digest(head.get(), body, sources));
        if (digest.isEarly(rules.today().get())) {
            warnings.add(
                    1,
                    "the day %s is still to come: correct `date`, or add `publishDate`"
                            .formatted(digest.key().day()));
        }
        new DigestChecks(head.get(), body, digest.perspectives(), warnings).run();
        return new ParseResult.Parsed(digest, warnings.list(), lines(head.get(), body));
    }

    private static boolean isOther(Mapping frontMatter) {
        return frontMatter.entries().keySet().stream()
                .noneMatch(key -> key.equalsIgnoreCase("topic") || key.equalsIgnoreCase("date"));
    }

    private static List<Integer> lines(FrontMatter frontMatter, DigestBody body) {
        return IntStream.range(0, frontMatter.perspectives().size())
                .mapToObj(i -> body.headings().containsKey(i)
                        ? body.headings().get(i).line()
                        : frontMatter.perspectives().get(i).line())
                .toList();
    }

    private Digest digest(FrontMatter frontMatter, DigestBody body, List<Source> sources) {
        return new Digest(
                frontMatter.key(),
                frontMatter.topic(),
                frontMatter.title(),
                frontMatter.perspectives().stream()
                        .map(FrontMatter.NamedPerspective::perspective)
                        .toList(),
                body.highlights(),
                body.sections(),
                sources.stream()
                        .map(source -> source.withOutlet(rules.outlet(source.outlet())))
                        .toList(),
                frontMatter.outlets().stream().map(rules::outlet).distinct().toList(),
                frontMatter.articleCount().isPresent()
                        ? OptionalInt.of(frontMatter.articleCount().get().value())
                        : OptionalInt.empty(),
                frontMatter.draft(),
                frontMatter.correction().map(Correction::ofAuthor),
                frontMatter.extra());
    }

    /// A file's text in its two parts.
    ///
    /// @param frontMatter the YAML between the two lines `---`; it starts on line 2
    /// @param bodyLine the line on which the body starts, from 1
    private record FileParts(String frontMatter, String body, int bodyLine) {

        /// The maximum length of front matter. Longer front matter is a mistake, and the limit also
        /// bounds the input of the YAML library.
        private static final int MAX_FRONT_MATTER_LENGTH = 64 * 1024;

        /// The lines of the text must end with LF.
        static FileParts of(String text) throws UnreadableFileException {
            int firstEnd = lineEnd(text, 0);
            if (!isFence(text, 0, firstEnd)) {
                throw new UnreadableFileException(
                        1,
                        "there is no front matter: the first line must be `---`, then topic, date and the rest, then `---`",
                        true);
            }
            int line = 2;
            int from = firstEnd + 1;
            while (from <= text.length()) {
                int to = lineEnd(text, from);
                if (isFence(text, from, to)) {
                    return parts(text, firstEnd + 1, from, to, line);
                }
                from = to + 1;
                line++;
            }
            throw new UnreadableFileException(
                    1, "the front matter is never closed: put a line `---` after its last key");
        }

        private static FileParts parts(String text, int start, int end, int fenceEnd, int line)
                throws UnreadableFileException {
            if (end - start > MAX_FRONT_MATTER_LENGTH) {
                throw new UnreadableFileException(
                        1,
                        "the front matter has " + (end - start) + " characters, more than the "
                                + MAX_FRONT_MATTER_LENGTH + " allowed: shorten it");
            }
            return new FileParts(
                    text.substring(start, end), text.substring(Math.min(fenceEnd + 1, text.length())), line + 1);
        }

        private static int lineEnd(String text, int from) {
            int newline = text.indexOf('\n', from);
            return newline < 0 ? text.length() : newline;
        }

        private static boolean isFence(String text, int from, int to) {
            return text.startsWith("---", from) && text.substring(from + 3, to).isBlank();
        }
    }

    private static Mapping frontMatter(String text) throws UnreadableFileException {
        List<RepeatedKey> repeated = new ArrayList<>();
        YamlNode root;
        try {
            root = YamlReader.read(text, FRONT_MATTER_LINE, repeated::add);
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

    /// A file's bytes as text: strict UTF-8, with or without a byte order mark, and any line ends.
    private static final class Utf8Text {

        private Utf8Text() {}

        static String decode(byte[] content, int maxBytes) throws UnreadableFileException {
            if (content.length > maxBytes) {
                throw new UnreadableFileException(
                        1,
                        "the file has " + content.length + " bytes, more than the " + maxBytes
                                + " allowed: shorten it");
            }
            if (startsWith(content, 0xff, 0xfe) || startsWith(content, 0xfe, 0xff)) {
                throw new UnreadableFileException(
                        1, "byte 0 is not UTF-8, the file looks like UTF-16: save it as UTF-8");
            }
            int start = startsWith(content, 0xef, 0xbb, 0xbf) ? 3 : 0;
            String text = decodeStrictly(ByteBuffer.wrap(content, start, content.length - start), content);
            if (text.isBlank()) {
                throw new UnreadableFileException(
                        1, "the file is empty: begin with a line `---` and the front matter, or delete the file");
            }
            return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
        }

        private static String decodeStrictly(ByteBuffer in, byte[] content) throws UnreadableFileException {
            CharsetDecoder decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            CharBuffer out = CharBuffer.allocate(in.remaining());
            CoderResult result = decoder.decode(in, out, true);
            if (result.isError()) {
                int offset = in.position();
                throw new UnreadableFileException(
                        lineAt(content, offset),
                        String.format(
                                Locale.ROOT,
                                "byte %d (0x%02x) is not UTF-8: save the file as UTF-8",
                                offset,
                                content[offset] & 0xff));
            }
            return out.flip().toString();
        }

        private static int lineAt(byte[] content, int offset) {
            int line = 1;
            for (int i = 0; i < offset; i++) {
                boolean loneReturn = content[i] == '\r' && content[i + 1] != '\n';
                line += content[i] == '\n' || loneReturn ? 1 : 0;
            }
            return line;
        }

        private static boolean startsWith(byte[] content, int... first) {
            for (int i = 0; i < first.length; i++) {
                if (i >= content.length || (content[i] & 0xff) != first[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    /// The file cannot be parsed further: it is not UTF-8, has no front matter, or the front matter
    /// is not valid YAML.
    private static final class UnreadableFileException extends Exception {

        private static final long serialVersionUID = 1L;

        private final int line;
        private final boolean isOther;

        UnreadableFileException(int line, String message) {
            this(line, message, false);
        }

        /// `isOther` is true if nothing says that the file is meant as a digest.
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
