package digestbot.content.action;

import digestbot.audience.Permission;
import digestbot.content.action.CommandOption.Kind;
import digestbot.digest.DigestView;
import digestbot.markdown.TextCleaner;
import java.util.Optional;

public sealed interface MistakeAction extends Action {

    /// Reports a mistake in a digest. The part or the description is empty if the person is still
    /// to be asked for it.
    @Form(command = "mistake", needs = Permission.READ)
    record Mistake(
            Optional<ReportMistakeIn> about,
            @Typed(Kind.LONG_TEXT) String words) implements MistakeAction {

        public Mistake {
            words = TextCleaner.lines(words);
        }
    }

    /// Starts the report of a mistake in a digest. `shown` is the view above the button.
    @Form(code = "m", needs = Permission.READ)
    record ReportMistake(long digest, DigestView shown) implements MistakeAction, Linkable {}

    /// Asks for the mistake in a part of a digest. A view of one perspective stands for that
    /// perspective, any other view for the whole digest.
    @Form(code = "y", needs = Permission.READ)
    record ReportMistakeIn(long digest, DigestView about) implements MistakeAction, Linkable {}
}
