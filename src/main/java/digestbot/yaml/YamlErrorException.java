package digestbot.yaml;

/// Thrown for a text that cannot be parsed.
public final class YamlErrorException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient YamlError error;

    YamlErrorException(YamlError error) {
        super(error.toString(), null, false, false);
        this.error = error;
    }

    /// The reason, which the caller describes.
    public YamlError fault() {
        return error;
    }
}
