package digestbot.content.views;

/// The emoji, colour and short name of a perspective.
///
/// @param emoji empty for none
/// @param colour 0xRRGGBB
/// @param shortName for buttons; the perspective's name if nothing shorter is configured
public record PerspectiveStyle(String emoji, int colour, String shortName) {

    /// The perspective's emoji and short name.
    public String label() {
        return (emoji + " " + shortName).strip();
    }
}
