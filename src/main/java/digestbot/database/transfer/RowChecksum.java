package digestbot.database.transfer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/// A checksum of rows that is equal for equal rows in any order and on both database systems.
final class RowChecksum {

    private final MessageDigest digest = sha256();
    private long sum;
    private long rows;

    /// The value as both database systems can store it: whole numbers as `long`, and text without
    /// the character NUL, which PostgreSQL rejects.
    static Optional<Object> canonical(Optional<Object> value) {
        return value.map(found -> switch (found) {
            case Number number -> number.longValue();
            case String text -> text.replace("\u0000", "");
            case byte[] bytes -> bytes;
            default -> throw new IllegalArgumentException("unexpected type " + found.getClass());
        });
    }

    /// Adds a row of canonical values.
    void add(List<Optional<Object>> row) {
        for (Optional<Object> value : row) {
            byte[] bytes = value.map(RowChecksum::bytes).orElse(new byte[0]);
            digest.update((byte) value.map(RowChecksum::type).orElse(0).intValue());
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        sum += ByteBuffer.wrap(digest.digest()).getLong();
        rows++;
    }

    private static int type(Object value) {
        return switch (value) {
            case Long _ -> 1;
            case String _ -> 2;
            default -> 3;
        };
    }

    private static byte[] bytes(Object value) {
        return switch (value) {
            case Long number -> ByteBuffer.allocate(Long.BYTES).putLong(number).array();
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            default -> (byte[]) value;
        };
    }

    long rows() {
        return rows;
    }

    /// Tells whether the other rows are the same.
    boolean matches(RowChecksum other) {
        return sum == other.sum && rows == other.rows;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
