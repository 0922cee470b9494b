package digestbot.library.archive;

/// A file's bytes, and their hash.
public final class FileContent {

    private final byte[] bytes;
    private final ContentHash hash;

    public FileContent(byte[] bytes) {
        this.bytes = bytes;
        this.hash = ContentHash.of(bytes);
    }

    public byte[] bytes() {
        return bytes;
    }

    public ContentHash hash() {
        return hash;
    }
}
