package digestbot.digest;

/// A file can't be read any further: its bytes are no text, it has no front matter, or that is no YAML.
final class UnreadableFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    /// @param message what is wrong, with the value, and what to do
    UnreadableFileException(int line, String message) {
        super(message, null, false, false);
        this.line = line;
    }

    Diagnostic diagnostic() {
        return new Diagnostic(line, String.valueOf(getMessage()));
    }
}
