package digestbot.clientview;

import java.util.Optional;
import java.util.Set;

/// A run of text with uniform style.
///
/// @param text the visible characters
/// @param styles how they look
/// @param link where a click on them leads
public record ClientSpan(String text, Set<Style> styles, Optional<String> link) {

    /// The looks a platform's client gives to text.
    public enum Style {
        BOLD,
        ITALIC,
        UNDERLINE,
        STRIKE,
        CODE,
        SPOILER
    }
}
