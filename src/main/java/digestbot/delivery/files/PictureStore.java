package digestbot.delivery.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import digestbot.database.Transaction;
import java.util.Optional;

/// The pictures of broadcasts.
public final class PictureStore {

    /// A picture in a format that every platform shows.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares pictures
    public record Picture(String name, byte[] content) {

        /// The largest size. Discord gets all of it for each recipient.
        public static final int MAX_BYTES = 5 << 20;

        /// Recognizes the format by the first bytes; empty for other files and for one that is too
        /// large.
        public static Optional<Picture> of(byte[] content) {
            String start = new String(content, 0, Math.min(content.length, 12), ISO_8859_1);
            String extension = start.startsWith("\u0089PNG\r\n")
                    ? "png"
                    : start.startsWith("\u00ff\u00d8\u00ff")
                            ? "jpg"
                            : start.startsWith("RIFF") && start.endsWith("WEBP") ? "webp" : "";
            return extension.isEmpty() || content.length > MAX_BYTES
                    ? Optional.empty()
                    : Optional.of(new Picture("picture." + extension, content));
        }
    }

    public void add(Transaction transaction, long broadcast, Picture picture) {
        transaction.execute(
                "INSERT INTO broadcast_picture (broadcast, name, content) VALUES (?, ?, ?)",
                broadcast,
                picture.name(),
                picture.content());
    }

    public void copy(Transaction transaction, long from, long to) {
        transaction.execute("""
                INSERT INTO broadcast_picture (broadcast, name, content)
                SELECT ?, name, content FROM broadcast_picture WHERE broadcast = ?""", to, from);
    }

    Optional<String> name(Transaction transaction, long broadcast) {
        return transaction.findString("SELECT name FROM broadcast_picture WHERE broadcast = ?", broadcast);
    }

    byte[] content(Transaction transaction, long broadcast) {
        return transaction
                .select("SELECT content FROM broadcast_picture WHERE broadcast = ?", broadcast)
                .mapTo(byte[].class)
                .one();
    }
}
