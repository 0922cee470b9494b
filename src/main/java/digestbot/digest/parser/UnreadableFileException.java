package digestbot.digest.parser;

import digestbot.digest.Diagnostic;
import digestbot.digest.ParseResult;
import java.util.List;

/// The file cannot be parsed further: it is not UTF-8, has no front matter, or the front matter is
/// not valid YAML.
final class UnreadableFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final boolean isOther;

    UnreadableFileException(int line, String message) {
        this(line, message, false);
    }

    /// `isOther` is true if nothing says that the file is meant as a digest.
    UnreadableFileException(int line, String message, boolean isOther) {
        super(message, null, false, false);
        this.line = line;
        this.isOther = isOther;
    }

    ParseResult.Invalid result() {
        return new ParseResult.Invalid(List.of(new Diagnostic(line, String.valueOf(getMessage()))), isOther);
    }
}
