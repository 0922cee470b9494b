package digestbot.console;

import digestbot.console.page.Paths;
import java.util.Locale;

/// Something that can be done about a broadcast on its page.
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

    /// The address that does it.
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
