package digestbot.sandbox;

import java.util.List;

/// A form that a client shows over its screen.
///
/// @param title what stands above it
/// @param fields what is to be filled in, top to bottom
public record ClientForm(String title, List<Field> fields) {

    /// A text to fill in.
    ///
    /// @param id what the client sends it under
    /// @param tall whether there is room for several lines
    /// @param most how many characters it takes
    public record Field(String id, String label, String placeholder, boolean required, boolean tall, int most) {}
}
