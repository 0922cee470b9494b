package digestbot.library.intake;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.HexFormat;

/// A path as the bytes on disk. Java decodes names with the locale's charset, which may be ASCII
/// and then loses other characters; the path's URI still has the bytes.
final class RawPath {

    private RawPath() {}

    static byte[] bytes(Path path) {
        return unescaped(address(path));
    }

    static byte[] name(Path path) {
        String address = address(path);
        return unescaped(address.substring(address.lastIndexOf('/') + 1));
    }

    private static String address(Path path) {
        String address = path.toUri().getRawPath();
        return address.length() > 1 && address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    private static byte[] unescaped(String escaped) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            boolean escape = escaped.charAt(i) == '%';
            bytes.write(escape ? HexFormat.fromHexDigits(escaped, i + 1, i + 3) : escaped.charAt(i));
            i += escape ? 2 : 0;
        }
        return bytes.toByteArray();
    }
}
