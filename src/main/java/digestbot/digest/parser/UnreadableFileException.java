package digestbot.digest.parser;

import digestbot.digest.Diagnostic;

/// The file cannot be parsed further: it is not UTF-8, has no front matter, or the front matter is
/// not valid YAML.
final class UnreadableFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    /// @param message the mistake, with the wrong value and a fix
    UnreadableFileException(int line, String message) {
        super(message, null, false, false);
        this.line = line;
    }

    Diagnostic diagnostic() {
        return new Diagnostic(line, String.valueOf(getMessage()));
    }
}
