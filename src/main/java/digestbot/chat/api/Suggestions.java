package digestbot.chat.api;

import java.util.List;

/// Suggests values while a person types an option. Takes milliseconds. The best come first;
/// platforms show at most 25.
@FunctionalInterface
public interface Suggestions {

    record Suggestion(String label, String value) {}

    enum SuggestionSource {
        TOPIC,
        /// A perspective of the typed topic, or of any topic if none was typed.
        PERSPECTIVE,
        /// A day of the typed topic, or of any topic if none was typed; a value is an ISO date.
        DATE,
        /// A kind of outlets; a value is its id.
        OUTLET_KIND,
        /// A time zone; a value is its id.
        PLACE
    }

    /// An option that is being typed, with the command's topic so far; empty if there is none.
    record AutocompleteInput(SuggestionSource option, String typed, String topic) {}

    /// The suggestions for the person; none if they may not use the command there.
    List<Suggestion> suggest(CommandRequest request, AutocompleteInput input);
}
