package digestbot.chat.api;

import java.util.List;

/// What is offered while a person types an option. Takes milliseconds; the best first, of which 25 are shown.
@FunctionalInterface
public interface Suggestions {

    /// Something to choose.
    ///
    /// @param label what the person sees
    /// @param value what the command gets
    record Suggestion(String label, String value) {}

    /// What an option may be.
    enum Option {
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
    record Typing(Option option, String typed, String topic) {}

    /// What the person may mean; nothing if they may not give that command there.
    ///
    /// @param request the command as it stands so far, by whom and where
    List<Suggestion> suggest(CommandRequest request, Typing typing);
}
