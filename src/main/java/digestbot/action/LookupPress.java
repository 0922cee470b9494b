package digestbot.action;

import digestbot.audience.Permission;
import java.time.LocalDate;

/// The buttons below answers to lookup commands.
public sealed interface LookupPress extends Press.Linkable {

    /// Shows results of the search with that key, which has digits and lower-case letters.
    @ButtonData(code = "q:f", permission = Permission.READ)
    record SearchResults(String search, int page) implements LookupPress {}

    @ButtonData(code = "q:s", permission = Permission.READ)
    record AskToSearch() implements LookupPress {
        @Override
        public boolean mayAskForText() {
            return true;
        }
    }

    /// Shows a page with the newest digest of every topic.
    @ButtonData(code = "q:l", permission = Permission.READ)
    record ShowLatest(int page) implements LookupPress {}

    @ButtonData(code = "q:c", permission = Permission.READ)
    record ShowChanges(long digest) implements LookupPress {}

    /// Shows the digests of a day, of all topics.
    @ButtonData(code = "q:d", permission = Permission.READ)
    record ShowDay(LocalDate day) implements LookupPress {}

    @ButtonData(code = "q:m", permission = Permission.READ)
    record ShowMissed(int page) implements LookupPress {}
}
