package digestbot.markdown;

import com.vladsch.flexmark.ast.BlockQuote;
import com.vladsch.flexmark.ast.BulletList;
import com.vladsch.flexmark.ast.FencedCodeBlock;
import com.vladsch.flexmark.ast.Heading;
import com.vladsch.flexmark.ast.IndentedCodeBlock;
import com.vladsch.flexmark.ast.OrderedList;
import com.vladsch.flexmark.ast.Paragraph;
import com.vladsch.flexmark.ast.Reference;
import com.vladsch.flexmark.ast.Text;
import com.vladsch.flexmark.ast.ThematicBreak;
import com.vladsch.flexmark.ast.util.ReferenceRepository;
import com.vladsch.flexmark.ext.gfm.strikethrough.StrikethroughExtension;
import com.vladsch.flexmark.parser.InlineParserExtensionFactory;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.parser.delimiter.DelimiterProcessor;
import com.vladsch.flexmark.parser.internal.InlineParserImpl;
import com.vladsch.flexmark.parser.internal.LinkRefProcessorData;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.data.DataHolder;
import com.vladsch.flexmark.util.data.MutableDataSet;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import digestbot.markdown.Outline.Piece;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Parses the pieces of a document, which share its link definitions.
final class PieceParser {

    static final PieceParser WITHOUT_DEFINITIONS = new PieceParser(Map.of());

    private static final int MAX_HEADING_LENGTH = 1000;

    private final ReferenceRepository references = new ReferenceRepository(new MutableDataSet());
    private final Parser markdown = parser(true);
    private final Parser rawHtml = parser(false);

    private PieceParser(Map<String, String> definitions) {
        definitions.forEach((label, address) -> {
            BasedSequence line = BasedSequence.of("[" + label + "]:" + address);
            int end = label.length() + 3;
            references.put(
                    references.normalizeKey(label),
                    new Reference(line.subSequence(0, end), line.subSequence(end), null));
        });
    }

    /// `definitions` has addresses by the label that links refer to. The first of equal labels
    /// counts.
    static PieceParser with(Map<String, String> definitions) {
        return definitions.isEmpty() ? WITHOUT_DEFINITIONS : new PieceParser(definitions);
    }

    private Parser parser(boolean headings) {
        return Parser.builder(new MutableDataSet()
                        .set(Parser.EXTENSIONS, List.of(StrikethroughExtension.create()))
                        .set(Parser.HTML_BLOCK_PARSER, false)
                        .set(Parser.HEADING_PARSER, headings)
                        .set(Parser.REFERENCE_PARAGRAPH_PRE_PROCESSOR, false)
                        .set(Parser.REFERENCES, references))
                .customInlineParserFactory(LeafParser::new)
                .build();
    }

    List<Block> parse(Piece piece) {
        try {
            return parseBounded(piece);
        } catch (RuntimeException | StackOverflowError _) {
            // A bug of the library must not lose the text.
            return plain(piece.text());
        }
    }

    /// Throws a RuntimeException if the library fails, unlike [#parse].
    List<Block> parseBounded(Piece piece) {
        return switch (piece.form()) {
            case PLAIN -> plain(piece.text());
            case RAW_HTML -> children(rawHtml.parse(piece.text()), 0);
            case MARKDOWN -> children(markdown.parse(piece.text()), 0);
        };
    }

    List<Inline> parseLine(String text) {
        String line = text.replace('\n', ' ');
        // The last sign closes the heading; without it, a sign at the end of the text would.
        var heading = new Piece(
                "# " + line + " #", line.length() > MAX_HEADING_LENGTH ? Piece.Form.PLAIN : Piece.Form.MARKDOWN);
        List<Block> blocks = parse(heading);
        if (blocks.size() == 1 && blocks.getFirst() instanceof Block.Heading parsed) {
            return parsed.content();
        }
        String plain = TextCleaner.line(line);
        return plain.isEmpty() ? List.of() : List.of(new Inline.Text(plain));
    }

    /// The library's parser of inlines, bounded: it needs quadratic time and a deep stack for some
    /// texts.
    ///
    /// A paragraph or heading of more than 32 Ki characters, or with more than 600 delimiters, is
    /// plain text. No address, title, tag or comment is longer than 2,100 characters. The patterns
    /// that replace the library's need no stack, and take only `http` and `https` for the scheme of
    /// an autolink.
    private static final class LeafParser extends InlineParserImpl {

        private static final int MAX_LENGTH = 32 * 1024;
        private static final int MAX_DELIMITERS = 600;
        private static final int MAX_MATCH = WebAddress.MAX_LENGTH + 52;

        private static final Pattern LABEL = Pattern.compile("\\[(?:[^\\\\\\[\\]]|\\\\.?){0,200}+]", Pattern.DOTALL);
        private static final Pattern ANGLED_ADDRESS = Pattern.compile("<[^<>\n\\\\]*+>");
        private static final Pattern TITLE = Pattern.compile(
                "\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'|\\((?:[^()\\\\]|\\\\.)*+\\)", Pattern.DOTALL);
        private static final Pattern MAIL_ADDRESS = Pattern.compile("<[a-zA-Z0-9._+-]{1,64}+@[a-zA-Z0-9._-]{1,190}+>");
        private static final Pattern WEB_ADDRESS = Pattern.compile("(?i)<https?://[^<>\\s]++>");
        private static final Pattern TAG =
                Pattern.compile("(?is)<!--.*?-->|</?[a-z](?:=\"[^\"]*+\"|='[^']*+'|=(?![\"'])|[^<>=])*+>"
                        + "|<[?][^>]*+>|<!\\[CDATA\\[.*?]]>|<![a-z][^>]*+>");

        private final Map<Pattern, Pattern> replacements = Map.of(
                myParsing.LINK_LABEL, LABEL,
                myParsing.LINK_DESTINATION_ANGLES, ANGLED_ADDRESS,
                myParsing.LINK_TITLE, TITLE,
                myParsing.EMAIL_AUTOLINK, MAIL_ADDRESS,
                myParsing.AUTOLINK, WEB_ADDRESS,
                myParsing.HTML_TAG, TAG);

        LeafParser(
                DataHolder options,
                BitSet specialCharacters,
                BitSet delimiterCharacters,
                Map<Character, DelimiterProcessor> delimiterProcessors,
                LinkRefProcessorData linkRefProcessors,
                List<InlineParserExtensionFactory> extensions) {
            super(options, specialCharacters, delimiterCharacters, delimiterProcessors, linkRefProcessors, extensions);
        }

        @Override
        public void parse(BasedSequence content, Node block) {
            // The library looks up every character, which is slow for a text in pieces.
            BasedSequence whole = BasedSequence.of(content.toString());
            // A sign that opens a tag or a comment costs more, because the library looks for its
            // end each time.
            long delimiters = whole.chars()
                    .filter(c -> "`*_~[]<&\\!".indexOf(c) >= 0)
                    .map(c -> c == '<' ? 3 : 1)
                    .sum();
            if (whole.length() <= MAX_LENGTH && delimiters <= MAX_DELIMITERS) {
                super.parse(whole, block);
            } else {
                block.appendChild(new Text(whole));
            }
        }

        @Override
        public @Nullable BasedSequence match(Pattern pattern) {
            if (pattern.equals(myParsing.TICKS)) {
                return super.match(pattern);
            }
            Matcher matcher = replacements
                    .getOrDefault(pattern, pattern)
                    .matcher(input)
                    .region(index, Math.min(input.length(), index + MAX_MATCH));
            if (!matcher.lookingAt()) {
                return null;
            }
            int from = index;
            index = matcher.end();
            return input.subSequence(from, index);
        }
    }

    private static List<Block> children(Node parent, int depth) {
        List<Block> blocks = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            convert(node, depth, blocks);
        }
        return blocks;
    }

    private static void convert(Node node, int depth, List<Block> out) {
        switch (node) {
            case Paragraph _ -> add(InlineConverter.convert(node), Block.Paragraph::new, out);
            case Heading heading ->
                add(InlineConverter.convert(node), content -> new Block.Heading(heading.getLevel(), content), out);
            case BulletList _ -> add(items(node, depth), Block.ItemList::bullets, out);
            case OrderedList list ->
                add(items(node, depth), items -> new Block.ItemList(true, list.getStartNumber(), items), out);
            case BlockQuote _ -> add(nested(node, depth), Block.Quote::new, out);
            case FencedCodeBlock code -> addCode(code.getInfo().toString(), code, out);
            case IndentedCodeBlock code -> addCode("", code, out);
            case ThematicBreak _ -> out.add(new Block.HorizontalRule());
            default -> out.addAll(plain(node.getChars().toString()));
        }
    }

    private static <T, B> void add(List<T> content, Function<List<T>, B> made, List<B> out) {
        if (!content.isEmpty()) {
            out.add(made.apply(content));
        }
    }

    private static List<Block.Item> items(Node list, int depth) {
        List<Block.Item> items = new ArrayList<>();
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            add(nested(item, depth), blocks -> new Block.Item(blocks), items);
        }
        return items;
    }

    private static List<Block> nested(Node container, int depth) {
        return depth + 1 < Markdown.MAX_DEPTH
                ? children(container, depth + 1)
                : plain(container.getChars().toString());
    }

    private static void addCode(String info, com.vladsch.flexmark.util.ast.Block code, List<Block> out) {
        var lines = new StringBuilder();
        code.getContentLines().forEach(line -> lines.append(line));
        String text = TextCleaner.lines(lines.toString()).stripTrailing();
        if (!text.isBlank()) {
            String language = TextCleaner.line(info, 40).split(" ", 2)[0];
            out.add(new Block.CodeBlock(language, text));
        }
    }

    /// Splits text into paragraphs at blank lines, ignoring markup; line breaks are kept.
    private static List<Block> plain(String text) {
        List<Block> blocks = new ArrayList<>();
        List<Inline> content = new ArrayList<>();
        Stream.concat(text.lines(), Stream.of("")).map(TextCleaner::line).forEach(line -> {
            if (!line.isEmpty()) {
                if (!content.isEmpty()) {
                    content.add(new Inline.LineBreak());
                }
                content.add(new Inline.Text(line));
            } else if (!content.isEmpty()) {
                blocks.add(new Block.Paragraph(content));
                content.clear();
            }
        });
        return blocks;
    }
}
