package digestbot.delivery;

import digestbot.edition.Reader;
import java.util.Optional;
import java.util.OptionalInt;

/// A delivery that may go now, as read before it is claimed.
///
/// @param claims how often it was claimed before
/// @param sent how many of its parts have arrived
/// @param edits the message that it replaces
record Due(
        long number,
        long subscriber,
        Destination to,
        int attempts,
        long claims,
        int sent,
        Matter matter,
        Optional<String> edits) {

    /// What it says.
    sealed interface Matter {

        /// An edition of a digest.
        ///
        /// @param view as a press that shows it
        /// @param renderer the version that it was begun with; empty if it was not
        record Edition(long digest, int revision, String view, Reader reader, OptionalInt renderer) implements Matter {}

        /// Content of its own, as JSON.
        ///
        /// @param page the only page to show, if not all of it is
        record Own(String content, OptionalInt page, OptionalInt renderer) implements Matter {}

        /// Content that many get alike.
        ///
        /// @param number the content's
        record Shared(long number, OptionalInt renderer) implements Matter {}
    }
}
