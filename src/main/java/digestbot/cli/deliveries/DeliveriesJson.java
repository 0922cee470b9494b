package digestbot.cli.deliveries;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.delivery.status.FailureStore;
import java.util.List;

/// The output of `deliveries` as JSON.
final class DeliveriesJson {

    private DeliveriesJson() {}

    static ObjectNode open(List<FailureStore.OpenDeliveries> open) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        var array = object.putArray("deliveries");
        open.forEach(each -> array.addObject()
                .put("platform", each.platform().id())
                .put("cause", each.cause().id())
                .put("state", each.state().id())
                .put("oldest", each.oldest().toString())
                .put("deliveries", each.deliveries()));
        return object;
    }

    static ObjectNode failed(List<FailureStore.FailureCount> counts, List<FailureStore.FailedDelivery> newest) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        var failures = object.putArray("failures");
        counts.forEach(
                each -> failures.addObject().put("reason", each.failure()).put("deliveries", each.deliveries()));
        var array = object.putArray("newest");
        newest.forEach(each -> array.addObject()
                .put("number", each.number())
                .put("at", each.at().toString())
                .put("platform", each.platform().id())
                .put("chat", each.chat())
                .put("about", each.about())
                .put("reason", each.failure())
                .put("detail", each.reason()));
        return object;
    }
}
