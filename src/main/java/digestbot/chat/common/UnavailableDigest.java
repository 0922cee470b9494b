package digestbot.chat.common;

import digestbot.chat.api.Reply;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Phrase;
import digestbot.library.archive.Library;

/// The message that a digest is not available: it was withdrawn or does not exist.
public final class UnavailableDigest {

    private UnavailableDigest() {}

    public static Reply toast(CommandContext context, Library library, long digest) {
        return context.toast(phrase(context, library, digest));
    }

    static Phrase phrase(CommandContext context, Library library, long digest) {
        return library.wasWithdrawn(context.transaction(), digest) ? DigestPhrase.WITHDRAWN : DigestPhrase.DIGEST_GONE;
    }
}
