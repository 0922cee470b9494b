package digestbot.console;

import digestbot.console.page.Paths;
import java.util.Locale;

/// An action on the page of a broadcast.
enum BroadcastAct {
    RECIPIENTS,
    SEND,
    TEST,
    SCHEDULE,
    UNSCHEDULE,
    DISCARD,
    PAUSE,
    RESUME,
    STOP,
    RETRY,
    WITHDRAW;

    /// The path of the action's form.
    ///
    /// @param number the broadcast's
    String of(long number) {
        return Paths.broadcast(number) + "/" + path();
    }

    /// The end of that address.
    String path() {
        return name().toLowerCase(Locale.ROOT);
    }
}
