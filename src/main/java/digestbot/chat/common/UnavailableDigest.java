package digestbot.chat.common;

import digestbot.chat.api.Reply;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Phrase;
import digestbot.library.archive.Library;

/// The message that a digest is not available: it was withdrawn or does not exist.
public final class UnavailableDigest {

    private UnavailableDigest() {}

    public static Reply toast(CommandContext asked, Library library, long digest) {
        return asked.toast(phrase(asked, library, digest));
    }

    static Phrase phrase(CommandContext asked, Library library, long digest) {
        return library.wasWithdrawn(asked.transaction(), digest) ? DigestPhrase.WITHDRAWN : DigestPhrase.DIGEST_GONE;
    }
}
