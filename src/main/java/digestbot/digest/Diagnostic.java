package digestbot.digest;

import java.nio.file.Path;

/// An error or a warning about a line of a file, or about the file as a whole.
///
/// @param line the line from 1, or [#WHOLE_FILE]
/// @param message the mistake, with the wrong value and a fix; for a whole file, the continuation
///     of a sentence that begins with the file's name
public record Diagnostic(int line, String message) {

    public static final int WHOLE_FILE = 0;

    public String place(Path file) {
        return line == WHOLE_FILE ? file.toString() : file + ":" + line;
    }
}
