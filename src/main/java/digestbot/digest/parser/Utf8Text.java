package digestbot.digest.parser;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A file's bytes as text: strict UTF-8, with or without a byte order mark, and any line ends.
final class Utf8Text {

    private Utf8Text() {}

    /// The text, without a byte order mark, its lines ending with LF.
    static String decode(byte[] content, int maxBytes) throws UnreadableFileException {
        if (content.length > maxBytes) {
            throw new UnreadableFileException(
                    1, "the file has " + content.length + " bytes, more than the " + maxBytes + " allowed: shorten it");
        }
        if (startsWith(content, 0xff, 0xfe) || startsWith(content, 0xfe, 0xff)) {
            throw new UnreadableFileException(1, "byte 0 is not UTF-8, the file looks like UTF-16: save it as UTF-8");
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
