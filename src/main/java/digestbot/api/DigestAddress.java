package digestbot.api;

import java.time.LocalDate;
import java.util.Optional;

/// Which digest is wanted.
///
/// @param topic a topic's id
/// @param day the day; empty for the latest one
/// @param edition the edition, empty for a digest without one; without a value, any edition
/// @param language an IETF tag, or the beginning of one; without a value, the topic's main language if
///     there is a digest in it
public record DigestAddress(
        String topic, Optional<LocalDate> day, Optional<String> edition, Optional<String> language) {

    /// The same on this day.
    DigestAddress on(LocalDate other) {
        return new DigestAddress(topic, Optional.of(other), edition, language);
    }
}
