package digestbot.clientview.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/// A cursor over HTML as bytes, and the text copied from it so far. Reads zero past the end.
final class HtmlBytes {
    private static final int MAX_REFERENCE_LENGTH = 10;

    private final byte[] bytes;
    private int at;
    private final byte[] copied; // a reference is at least as long as the character that it stands for
    private int copiedBytes;
    private int units;
    private boolean unpairedSurrogate;

    HtmlBytes(byte[] bytes) {
        this.bytes = bytes;
        this.copied = new byte[bytes.length];
    }

    boolean atEnd() {
        return at >= bytes.length;
    }

    int position() {
        return at;
    }

    int peek() {
        return peek(0);
    }

    int peek(int ahead) {
        int index = at + ahead;
        return index < bytes.length ? bytes[index] & 0xff : 0;
    }

    void skip() {
        at++;
    }

    void skipSpace() {
        while (!atEnd() && isSpace(peek())) {
            at++;
        }
    }

    static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0x0b || c == 0;
    }

    /// A tag's name in lower case: everything up to a space or `>`.
    String takeName() {
        int begin = at;
        while (!isSpace(peek()) && peek() != '>') {
            at++;
        }
        return since(begin).toLowerCase(Locale.ROOT);
    }

    String since(int begin) {
        return new String(bytes, begin, Math.min(at, bytes.length) - begin, UTF_8);
    }

    /// Copies one byte, or the character that a reference stands for.
    void copy() {
        int code = peek() == '&' ? takeReference() : 0;
        if (code == 0) {
            int c = peek();
            if ((c & 0xc0) != 0x80) {
                units += c >= 0xf0 ? 2 : 1;
            }
            copied[copiedBytes++] = (byte) c;
            at++;
            return;
        }
        units += Character.charCount(code);
        byte[] character = character(code);
        System.arraycopy(character, 0, copied, copiedBytes, character.length);
        copiedBytes += character.length;
    }

    /// The bytes of the character that a reference stands for; `?` for half a surrogate pair.
    byte[] character(int code) {
        unpairedSurrogate |= code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
        return Character.toString(code).getBytes(UTF_8);
    }

    /// Consumes a character reference at `&` and returns its code point. If the server knows no
    /// such reference, returns 0 and consumes nothing. It knows four names, and numbers in decimal
    /// or, after a lower-case `x`, in hexadecimal.
    int takeReference() {
        int end = 1;
        long code = 0;
        if (peek(end) == '#') {
            end++;
            int radix = peek(end) == 'x' ? 16 : 10;
            end += radix == 16 ? 1 : 0;
            for (int digit; (digit = digit(peek(end), radix)) >= 0; end++) {
                code = Math.min(code * radix + digit, Character.MAX_CODE_POINT);
            }
            if (code >= Character.MAX_CODE_POINT || end >= MAX_REFERENCE_LENGTH) {
                return 0;
            }
        } else {
            while (Character.isLetter(peek(end)) && peek(end) < 0x80) {
                end++;
            }
            code = named(new String(bytes, at + 1, end - 1, UTF_8));
        }
        if (code == 0) {
            return 0;
        }
        at += peek(end) == ';' ? end + 1 : end;
        return (int) code;
    }

    private static int digit(int c, int radix) {
        return c < 0x80 ? Character.digit(c, radix) : -1;
    }

    private static int named(String name) {
        return switch (name) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "amp" -> '&';
            case "quot" -> '"';
            default -> 0;
        };
    }

    /// The length of the copied text, in UTF-16 units.
    int utf16Length() {
        return units;
    }

    int copiedBytes() {
        return copiedBytes;
    }

    /// The text copied after the given byte position.
    String copied(int since) {
        return new String(copied, since, copiedBytes - since, UTF_8);
    }

    boolean sawHalfCharacter() {
        return unpairedSurrogate;
    }
}
