package digestbot.library;

/// A file's bytes, and their hash.
final class FileContent {

    private final byte[] bytes;
    private final Hash hash;

    FileContent(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Hash.of(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    Hash hash() {
        return hash;
    }
}
