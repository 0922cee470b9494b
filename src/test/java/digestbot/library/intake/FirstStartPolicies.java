package digestbot.library.intake;

import java.time.ZoneOffset;

public final class FirstStartPolicies {

    private FirstStartPolicies() {}

    /// Everything is published, as if it had arrived just now.
    public static FirstStartPolicy everything() {
        return new FirstStartPolicy(Integer.MAX_VALUE, ZoneOffset.UTC);
    }
}
