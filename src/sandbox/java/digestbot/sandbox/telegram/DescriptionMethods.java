package digestbot.sandbox.telegram;

import digestbot.sandbox.telegram.text.MethodAnswer;
import digestbot.sandbox.telegram.text.Refusal;
import digestbot.sandbox.telegram.text.TelegramJson;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The methods that set and get one of the bot's descriptions, such as `setMyDescription`.
final class DescriptionMethods {

    private final String field;
    private final int maxLength;
    private final Map<String, String> texts = new ConcurrentHashMap<>();

    /// @param field the name of the text in requests and answers
    DescriptionMethods(String field, int maxLength) {
        this.field = field;
        this.maxLength = maxLength;
    }

    MethodAnswer set(Parameters parameters) {
        String text = parameters.text(field);
        if (text.length() > maxLength) {
            throw Refusal.badRequest("BOT_DESCRIPTION_TOO_LONG");
        }
        texts.put(language(parameters), text);
        return MethodAnswer.yes();
    }

    MethodAnswer get(Parameters parameters) {
        return new MethodAnswer.Success(TelegramJson.object().put(field, text(language(parameters))));
    }

    /// The text for that language; empty if there is none.
    String text(String language) {
        return texts.getOrDefault(language, "");
    }

    private static String language(Parameters parameters) {
        String language = parameters.text("language_code");
        if (!language.matches("(?:[a-z]{2})?")) {
            throw Refusal.badRequest("invalid language code specified");
        }
        return language;
    }
}
