package digestbot.digest;

/// A file can't be read any further: its bytes are no text, it has no front matter, or that is no YAML.
final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    /// @param message what is wrong, with the value, and what to do
    UnreadableException(int line, String message) {
        super(message, null, false, false);
        this.line = line;
    }

    Remark remark() {
        return new Remark(line, String.valueOf(getMessage()));
    }
}
