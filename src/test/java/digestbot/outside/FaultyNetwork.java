package digestbot.outside;

import java.util.Map;

/// The network in front of one platform's simulator, which was started with doors: what happens on the way there.
///
/// A place is a chat, or a thread or forum topic by its own id. Only requests that send, edit or delete messages meet
/// with faults.
public interface FaultyNetwork {

    /// The next requests about the place meet with it, after those that were planned for it before.
    void inject(long place, NetworkFault fault, int times);

    /// All requests about the place meet with it, after those that were planned for it.
    void injectForGood(long place, NetworkFault fault);

    /// The next requests meet with it, whatever place they are about, unless something is planned for that.
    void inject(NetworkFault fault, int times);

    /// From now on requests meet with it by chance.
    void injectByChance(NetworkFault fault, double probability, long seed);

    /// From now on no poll for Telegram's updates arrives; one that waits already is answered.
    void cutPolls();

    /// Counts the faults that have happened, by their class's simple name.
    Map<String, Integer> happened();

    /// No request meets with a fault any more.
    void clearFaults();

    /// From now on each new connection is closed so long after it was opened, busy or not.
    void closeAfter(long millis);

    /// Cuts all connections.
    void cut();

    /// Cuts all connections and refuses new ones, until [#reopen].
    void shut();

    /// Cuts all connections and lets new ones wait for ever to be made, until [#reopen].
    void stall();

    /// Takes connections again.
    void reopen();
}
