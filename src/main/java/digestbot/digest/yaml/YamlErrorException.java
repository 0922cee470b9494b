package digestbot.digest.yaml;

/// `message` continues a sentence that begins with the name of the input, such as a file.
public final class YamlErrorException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;

    YamlErrorException(int line, String message) {
        super(message, null, false, false);
        this.line = line;
    }

    /// The line in the file, from 1.
    public int line() {
        return line;
    }
}
