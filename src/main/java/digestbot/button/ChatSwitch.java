package digestbot.button;

import java.util.Arrays;
import java.util.Optional;

/// A setting of a chat that is on or off.
public enum ChatSwitch {
    BUNDLES("b"),
    CROSSPOSTING("c"),
    DISCUSSIONS("d"),
    OWN_THREADS("t"),
    ANNOUNCEMENTS("a");

    private final String letter;

    ChatSwitch(String letter) {
        this.letter = letter;
    }

    /// The value in a form.
    public String letter() {
        return letter;
    }

    public static Optional<ChatSwitch> of(String letter) {
        return Arrays.stream(values())
                .filter(each -> each.letter.equals(letter))
                .findFirst();
    }

    /// The press that turns it on or off.
    public SettingsPress set(boolean on) {
        return switch (this) {
            case BUNDLES -> new SettingsPress.SetBundles(on);
            case CROSSPOSTING -> new SettingsPress.SetCrossposting(on);
            case DISCUSSIONS -> new SettingsPress.SetDiscussions(on);
            case OWN_THREADS -> new SettingsPress.SetOwnThreads(on);
            case ANNOUNCEMENTS -> new SettingsPress.SetBroadcasts(on);
        };
    }
}
