package digestbot.content.action;

import digestbot.audience.Permission;
import digestbot.content.action.CommandOption.Kind;
import digestbot.markdown.TextCleaner;
import java.util.Optional;

public sealed interface BroadcastRequest extends Action {

    /// The text is Markdown; empty if it is still to be written.
    @Form(command = "broadcast", needs = Permission.BROADCAST)
    record WriteBroadcast(@Typed(Kind.LONG_TEXT) String text, Optional<AttachedPicture> picture)
            implements BroadcastRequest {

        public WriteBroadcast {
            text = TextCleaner.lines(text);
        }

        public WriteBroadcast(String text) {
            this(text, Optional.empty());
        }
    }

    /// Asks for the text of a broadcast; a reply answers the question.
    @Form(code = "b:a", needs = Permission.BROADCAST)
    record AskForBroadcast() implements BroadcastRequest, Linkable {}

    sealed interface BroadcastButton extends BroadcastRequest {
        long broadcast();
    }

    /// Sends the broadcast if it is still as the preview showed it in that version.
    @Form(code = "b:s", needs = Permission.BROADCAST)
    record SendBroadcast(long broadcast, long version) implements BroadcastButton {}

    @Form(code = "b:d", needs = Permission.BROADCAST)
    record DiscardBroadcast(long broadcast) implements BroadcastButton {}

    @Form(code = "b:x", needs = Permission.BROADCAST)
    record StopBroadcast(long broadcast) implements BroadcastButton {}

    @Form(code = "b:o", needs = Permission.BROADCAST)
    record ConfirmWithdrawal(long broadcast) implements BroadcastButton {}

    @Form(code = "b:z", needs = Permission.BROADCAST)
    record WithdrawBroadcast(long broadcast) implements BroadcastButton {}
}
