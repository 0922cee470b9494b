package digestbot.audience;

import java.util.Locale;

public enum Layout {
    /// One after the other, each under its name.
    STACKED,
    /// The first two side by side, the others after them.
    SIDE_BY_SIDE;

    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Layout of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
