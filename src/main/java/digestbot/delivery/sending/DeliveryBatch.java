package digestbot.delivery.sending;

import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.sending.MessageBuilder.Prepared.Ready;
import digestbot.delivery.sending.MessageBuilder.Prepared.Unsendable;
import java.util.ArrayList;
import java.util.List;

/// Due deliveries, sorted by the next action.
///
/// @param postponed the deliveries that wait for the end of quiet hours
/// @param combined the deliveries that are combined with others
/// @param unchanged the deliveries that have nothing to send
record DeliveryBatch<M>(
        List<Delivery> postponed,
        List<Delivery> combined,
        List<Ready<M>> ready,
        List<Unsendable<M>> unsendable,
        List<Delivery> unchanged) {

    DeliveryBatch() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    boolean isReadyAlone() {
        return postponed.isEmpty() && combined.isEmpty() && unsendable.isEmpty() && unchanged.isEmpty();
    }

    boolean isEmpty() {
        return isReadyAlone() && ready.isEmpty();
    }
}
