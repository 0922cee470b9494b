package digestbot.chat.read;

import digestbot.action.ReadAction;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.UnavailableDigest;
import digestbot.digest.DigestView;
import digestbot.digest.OutletKind;
import digestbot.library.archive.Library;
import java.util.Optional;
import java.util.OptionalInt;

/// Shows a view that one person alone sees to everybody in the chat, if the person may send
/// messages there.
public record ShareCommand(Library library, DigestCommands digests) {

    public Reply share(CommandContext context, ReadAction.ShareHere press) {
        if (!context.request().features().sharing()) {
            return context.refuse("share-not-here");
        }
        CommandContext forAll = context.withReplyToAll();
        return library.digest(context.transaction(), press.digest())
                .<Reply>map(stored -> new Reply.SharedView(
                        digests.openAndRender(forAll, stored, forEverybody(press.view())),
                        press.page(),
                        forAll.language()))
                .orElseGet(() -> UnavailableDigest.toast(context, library, press.digest()));
    }

    /// The view without the articles of outlets that are hidden in the chat. A member may have
    /// looked at them, but alone.
    private static DigestView forEverybody(DigestView view) {
        return view instanceof DigestView.Sources(boolean _, Optional<OutletKind> kind, OptionalInt perspective)
                ? new DigestView.Sources(false, kind, perspective)
                : view;
    }
}
