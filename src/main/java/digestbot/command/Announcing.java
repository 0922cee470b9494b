package digestbot.command;

import digestbot.edition.BroadcastPress;

/// Announcements from the chat: written, looked at, confirmed, stopped.
public final class Announcing {

    Reply draft(Asked asked, String text) {
        return new Reply.Whisper(Say.text(asked.words().language() + text));
    }

    Reply pressed(Asked asked, BroadcastPress press) {
        return new Reply.Toast(asked.words().language() + press.encode());
    }
}
