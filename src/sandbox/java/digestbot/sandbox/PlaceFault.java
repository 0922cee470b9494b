package digestbot.sandbox;

/// The fault of requests about one place. A fault that counts requests ends with the last of them.
public final class PlaceFault {

    private SandboxFault fault = new SandboxFault.None();
    private int left;

    public synchronized void set(SandboxFault next) {
        fault = next;
        left = next.requests();
    }

    public synchronized SandboxFault get() {
        return fault;
    }

    /// Counts the request.
    public synchronized boolean take(Class<? extends SandboxFault> kind) {
        if (!kind.isInstance(fault) || left < 1) {
            return false;
        }
        left--;
        if (left == 0) {
            fault = new SandboxFault.None();
        }
        return true;
    }
}
