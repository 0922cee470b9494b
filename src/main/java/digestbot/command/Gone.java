package digestbot.command;

import digestbot.library.Library;
import digestbot.text.Phrase;

/// Tells that the library does not show a digest: it was withdrawn, or there is none that the person may see.
final class Gone {

    private Gone() {}

    static Reply toast(Asked asked, Library library, long digest) {
        return asked.toast(phrase(asked, library, digest));
    }

    static Phrase phrase(Asked asked, Library library, long digest) {
        return library.wasWithdrawn(asked.transaction(), digest) ? Phrase.WITHDRAWN : Phrase.DIGEST_GONE;
    }
}
