package digestbot.outside;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The network in front of one platform's simulator, which was started with doors: what happens on the way there.
///
/// A place is a chat, or a thread or forum topic by its own id. Only requests that send, edit or delete messages meet
/// with faults.
public final class FaultyNetwork {

    private final SandboxProcess process;
    private final SimulatedPlatform at;

    FaultyNetwork(SandboxProcess process, SimulatedPlatform at) {
        this.process = process;
        this.at = at;
    }

    /// The next requests about the place meet with it, after those that were planned for it before.
    public void inject(long place, NetworkFault fault, int times) {
        tell(fault, json -> json.put("place", place).put("times", times));
    }

    /// All requests about the place meet with it, after those that were planned for it; until [#clearFaults(long)].
    public void injectForGood(long place, NetworkFault fault) {
        tell(fault, json -> json.put("place", place).put("forGood", true));
    }

    /// The next requests meet with it, whatever place they are about, unless something is planned for that.
    public void inject(NetworkFault fault, int times) {
        tell(fault, json -> json.put("times", times));
    }

    /// From now on requests meet with it by chance.
    public void injectByChance(NetworkFault fault, double probability, long seed) {
        tell(fault, json -> json.put("probability", probability).put("seed", seed));
    }

    private void tell(NetworkFault fault, UnaryOperator<ObjectNode> when) {
        ObjectNode json = command("networkFault");
        json.set("networkFault", RecordJson.write((Record) fault));
        process.tell(when.apply(json));
    }

    private ObjectNode command(String what) {
        return SandboxProcess.command(what, at);
    }

    /// From now on no poll for Telegram's updates arrives; one that waits already is answered.
    public void cutPolls() {
        process.tell(command("cutPolls"));
    }

    /// Counts the faults that have happened, by their class's simple name.
    public Map<String, Integer> happened() {
        Map<String, Integer> happened = new HashMap<>();
        process.tell(command("happened"))
                .properties()
                .forEach(each -> happened.put(each.getKey(), each.getValue().asInt()));
        return happened;
    }

    /// No request meets with a fault any more.
    public void clearFaults() {
        process.tell(command("clear"));
    }

    /// No request about the place meets with what was planned for it any more.
    public void clearFaults(long place) {
        process.tell(command("clear").put("place", place));
    }

    /// Cuts all connections.
    public void cut() {
        process.tell(command("cut"));
    }

    /// Cuts all connections and refuses new ones, until [#reopen].
    public void shut() {
        process.tell(command("shut"));
    }

    /// Cuts all connections and lets new ones wait for ever to be made, until [#reopen].
    public void stall() {
        process.tell(command("stall"));
    }

    /// Takes connections again.
    public void reopen() {
        process.tell(command("reopen"));
    }
}
