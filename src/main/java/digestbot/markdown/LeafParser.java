package digestbot.markdown;

import com.vladsch.flexmark.ast.Text;
import com.vladsch.flexmark.parser.InlineParserExtensionFactory;
import com.vladsch.flexmark.parser.delimiter.DelimiterProcessor;
import com.vladsch.flexmark.parser.internal.InlineParserImpl;
import com.vladsch.flexmark.parser.internal.LinkRefProcessorData;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.data.DataHolder;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The library's parser of inlines, bounded: it needs quadratic time and a deep stack for some texts.
///
/// A paragraph or heading of more than 32 Ki characters, or with more than 600 delimiters, is plain text. No address,
/// title, tag or comment is longer than 2,100 characters. The patterns that replace the library's need no stack, and
/// take only `http` and `https` for the scheme of an autolink.
final class LeafParser extends InlineParserImpl {

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
        // The text on its own: the library looks up each character of a text in pieces.
        BasedSequence whole = BasedSequence.of(content.toString());
        // A sign that opens a tag or a comment costs more: its end is sought each time.
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
