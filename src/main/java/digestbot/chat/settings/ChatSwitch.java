package digestbot.chat.settings;

import digestbot.action.SettingsAction;

enum ChatSwitch {
    BUNDLES,
    CROSSPOSTING,
    DISCUSSIONS,
    OWN_THREADS,
    ANNOUNCEMENTS;

    SettingsAction set(boolean on) {
        return switch (this) {
            case BUNDLES -> new SettingsAction.SetBundles(on);
            case CROSSPOSTING -> new SettingsAction.SetCrossposting(on);
            case DISCUSSIONS -> new SettingsAction.SetDiscussions(on);
            case OWN_THREADS -> new SettingsAction.SetOwnThreads(on);
            case ANNOUNCEMENTS -> new SettingsAction.SetBroadcasts(on);
        };
    }
}
