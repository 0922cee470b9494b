package digestbot.chat.common;

import digestbot.chat.api.Reply;
import digestbot.library.archive.Library;

public final class UnavailableDigest {

    private UnavailableDigest() {}

    public static Reply toast(CommandContext context, Library library, long digest) {
        return context.toast(key(context, library, digest));
    }

    static String key(CommandContext context, Library library, long digest) {
        return library.wasWithdrawn(context.transaction(), digest) ? "withdrawn" : "digest-gone";
    }
}
