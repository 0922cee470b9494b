package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.Offer;
import java.util.List;

/// Registered commands as a client lists them, in its language.
final class Offers {

    private Offers() {}

    static Offer of(JsonNode command, String locale) {
        List<Offer.Option> options = command.path("options")
                .valueStream()
                .map(option -> option(option, locale))
                .toList();
        return new Offer(local(command, "name", locale), local(command, "description", locale), options);
    }

    private static Offer.Option option(JsonNode option, String locale) {
        List<String> choices = Json.items(option.path("choices"))
                .valueStream()
                .map(choice -> local(choice, "name", locale))
                .toList();
        return new Offer.Option(
                local(option, "name", locale),
                local(option, "description", locale),
                option.path("required").asBoolean(),
                option.path("autocomplete").asBoolean(),
                choices);
    }

    private static String local(JsonNode node, String field, String locale) {
        return node.path(field + "_localizations")
                .path(locale)
                .asText(node.path(field).asText());
    }
}
