package digestbot.digest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

public enum OutletKind {
    /// A public broadcaster that is independent of the government.
    PUBLIC,
    /// An outlet that a government directs.
    STATE,
    /// A private company.
    PRIVATE;

    /// The name of the kind in the configuration and in buttons' data.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<OutletKind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }
}
