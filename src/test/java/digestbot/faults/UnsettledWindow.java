package digestbot.faults;

/// The messages that were sent and not settled when the bot was killed.
///
/// @param unsettled how many messages
/// @param lately how many arrived in the 20 ms before the last one
record UnsettledWindow(int unsettled, int lately) {

    /// By how much it is over what may be on its way and what arrived in 20 ms.
    int over() {
        return Math.max(0, unsettled - FaultFixture.IN_FLIGHT - lately);
    }

    /// In one line.
    String line() {
        return "%d sent and not settled, %d arrived in the last 20 ms".formatted(unsettled, lately)
                + (over() == 0 ? "" : ", %d over %d in flight and these".formatted(over(), FaultFixture.IN_FLIGHT));
    }
}
