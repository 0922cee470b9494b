package digestbot.command;

import digestbot.edition.SettingsPress;

/// What can be chosen for a chat, screen by screen, each in the place of the one before.
public final class Settings {

    Reply overview(Asked asked) {
        return new Reply.Whisper(Say.text(asked.words().language()));
    }

    Reply pressed(Asked asked, SettingsPress press) {
        return new Reply.Toast(asked.words().language() + press.encode());
    }
}
