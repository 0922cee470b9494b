package digestbot.chat.api;

import java.util.List;

/// Suggests values while a person types an option. Takes milliseconds; the best come first, and 25 are shown.
@FunctionalInterface
public interface Suggestions {

    /// Something to choose.
    ///
    /// @param label what the person sees
    /// @param value what the command gets
    record Suggestion(String label, String value) {}

    /// A kind of option.
    enum SuggestionSource {
        TOPIC,
        /// Of the topic that is typed, if one is.
        PERSPECTIVE,
        /// Of the topic that is typed, if one is; a value is an ISO date.
        DATE,
        /// A time zone; a value is its id.
        PLACE
    }

    /// An option that is being typed.
    ///
    /// @param typed its beginning
    /// @param topic what the command's topic is so far; empty if nothing
    record AutocompleteInput(SuggestionSource option, String typed, String topic) {}

    /// The suggestions for the person; none if they may not use the command there.
    ///
    /// @param request the command as it stands so far, by whom and where
    List<Suggestion> suggest(CommandRequest request, AutocompleteInput input);
}
