package digestbot.chat;

import digestbot.content.action.CommandOption.SuggestionSource;
import java.util.List;

/// Suggests values while a person types an option. Takes milliseconds. The best come first;
/// platforms show at most 25.
@FunctionalInterface
public interface SuggestionProvider {

    record Suggestion(String label, String value) {}

    /// An option that is being typed, with the command's topic so far; empty if there is none.
    record AutocompleteInput(SuggestionSource option, String typed, String topic) {}

    /// The suggestions for the person; none if they may not use the command there.
    List<Suggestion> suggest(CommandRequest request, AutocompleteInput input);
}
