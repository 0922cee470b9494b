package digestbot.config;

import java.util.function.BiConsumer;

/// A section with rules about several keys, which are checked once each of them is right.
public interface CheckedSection {

    /// Calls `refuse` with each wrong key, as its path below the section, and with a message.
    void check(BiConsumer<String, String> refuse);
}
