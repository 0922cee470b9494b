package digestbot.config;

import java.util.function.BiConsumer;

/// A section with rules about several keys. They are checked once each key by itself is right.
public interface CheckedSection {

    /// Calls `refuse` for each wrong key, with its path below the section and a message.
    void check(BiConsumer<String, String> refuse);
}
