package digestbot.yaml;

public final class YamlErrorException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient YamlError error;

    YamlErrorException(YamlError error) {
        super(error.toString(), null, false, false);
        this.error = error;
    }

    public YamlError fault() {
        return error;
    }
}
