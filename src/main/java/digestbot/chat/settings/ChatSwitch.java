package digestbot.chat.settings;

import digestbot.action.SettingsPress;

enum ChatSwitch {
    BUNDLES,
    CROSSPOSTING,
    DISCUSSIONS,
    OWN_THREADS,
    ANNOUNCEMENTS;

    SettingsPress set(boolean on) {
        return switch (this) {
            case BUNDLES -> new SettingsPress.SetBundles(on);
            case CROSSPOSTING -> new SettingsPress.SetCrossposting(on);
            case DISCUSSIONS -> new SettingsPress.SetDiscussions(on);
            case OWN_THREADS -> new SettingsPress.SetOwnThreads(on);
            case ANNOUNCEMENTS -> new SettingsPress.SetBroadcasts(on);
        };
    }
}
