package digestbot.cli.stats;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The output of `stats` as JSON.
final class StatsJson {

    private StatsJson() {}

    static ObjectNode of(Statistics stats) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        var chats = object.putArray("subscribers");
        stats.chats()
                .forEach(each -> chats.addObject()
                        .put("platform", each.platform().id())
                        .put("active", each.active())
                        .put("paused", each.paused())
                        .put("noTopics", each.withoutTopics()));
        var topics = object.putArray("topics");
        stats.topics()
                .forEach(each -> topics.addObject()
                        .put("topic", each.topic())
                        .put("platform", each.platform().id())
                        .put("subscriptions", each.subscriptions()));
        var perspectives = object.putArray("perspectives");
        stats.perspectives().forEach((topic, each) -> {
            ObjectNode chosen = perspectives
                    .addObject()
                    .put("topic", topic)
                    .put("all", each.all())
                    .putObject("chosen");
            each.chosen().forEach(chosen::put);
        });
        var languages = object.putArray("languages");
        stats.languages()
                .forEach(each ->
                        languages.addObject().put("language", each.language()).put("subscribers", each.subscribers()));
        object.put("timeZone", stats.zone().getId());
        var deliveries = object.putArray("deliveries");
        stats.deliveries()
                .forEach(each -> deliveries
                        .addObject()
                        .put("day", each.day().toString())
                        .put("cause", each.cause().id())
                        .put("state", each.state().id())
                        .put("deliveries", each.deliveries()));
        return object;
    }
}
