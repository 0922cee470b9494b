package digestbot.yaml;

/// Thrown for a text that cannot be read.
public final class YamlFaultException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient YamlFault fault;

    YamlFaultException(YamlFault fault) {
        super(fault.toString(), null, false, false);
        this.fault = fault;
    }

    /// The reason, which the caller puts into words.
    public YamlFault fault() {
        return fault;
    }
}
