package digestbot.content.views;

/// The emoji, colour and short name of a perspective.
///
/// @param emoji empty for none
/// @param colour 0xRRGGBB
/// @param shortName the label for buttons; the perspective's name if no short name is configured
public record PerspectiveStyle(String emoji, int colour, String shortName) {

    /// The perspective's emoji and short name.
    public String label() {
        return (emoji + " " + shortName).strip();
    }
}
