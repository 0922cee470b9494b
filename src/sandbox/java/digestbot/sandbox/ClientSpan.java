package digestbot.sandbox;

import java.util.Optional;
import java.util.Set;

/// A run of text with uniform style.
///
/// @param text the visible characters
/// @param styles the formatting of the text
/// @param link the address that a click opens
public record ClientSpan(String text, Set<Style> styles, Optional<String> link) {

    /// The formatting that a platform's client gives to text.
    public enum Style {
        BOLD,
        ITALIC,
        UNDERLINE,
        STRIKE,
        CODE,
        SPOILER
    }
}
