package digestbot.library;

import java.time.ZoneOffset;

/// What may be published at the first start, for tests.
public final class FirstStarts {

    private FirstStarts() {}

    /// Everything is published, as if it had arrived just now.
    public static FirstStart everything() {
        return new FirstStart(Integer.MAX_VALUE, ZoneOffset.UTC);
    }
}
