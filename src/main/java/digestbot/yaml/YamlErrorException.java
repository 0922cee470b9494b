package digestbot.yaml;

/// Thrown for a text that cannot be read.
public final class YamlErrorException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient YamlError error;

    YamlErrorException(YamlError error) {
        super(error.toString(), null, false, false);
        this.error = error;
    }

    /// The reason, which the caller puts into words.
    public YamlError fault() {
        return error;
    }
}
