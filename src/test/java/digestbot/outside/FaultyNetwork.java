package digestbot.outside;

import java.util.Map;

/// The faulty network in front of one platform's simulator. A place is a chat, or a thread or forum
/// topic by its own id. Only requests that send, edit or delete messages meet with faults.
public interface FaultyNetwork {

    /// For the next requests about the place, after the faults that were planned for it before.
    void inject(long place, NetworkFault fault, int times);

    /// For all requests about the place, after the faults that were planned for it.
    void injectForGood(long place, NetworkFault fault);

    /// For the next requests about any place without a planned fault.
    void inject(NetworkFault fault, int times);

    void injectByChance(NetworkFault fault, double probability, long seed);

    /// No poll for Telegram's updates arrives any more; a waiting one is answered.
    void cutPolls();

    /// Counts the faults that have happened, by their class's simple name.
    Map<String, Integer> happened();

    void clearFaults();

    /// Each new connection is closed so long after it was opened, busy or not.
    void closeAfter(long millis);

    void cut();

    /// Cuts all connections and refuses new ones, until [#reopen].
    void shut();

    /// Cuts all connections and accepts no new ones, until [#reopen].
    void stall();

    void reopen();
}
