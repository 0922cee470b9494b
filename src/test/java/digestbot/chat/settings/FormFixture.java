package digestbot.chat.settings;

import digestbot.chat.api.FormField;
import digestbot.chat.api.FormField.FormChoice;
import digestbot.chat.api.Reply;
import java.util.List;
import java.util.stream.Collectors;

/// Forms in words.
final class FormFixture {

    private FormFixture() {}

    /// The fields with their choices by value.
    static List<String> shown(Reply reply) {
        return ((Reply.OpenForm) reply)
                .fields().stream()
                        .map(field -> field.id() + ": "
                                + switch (field) {
                                    case FormField.OneOf one -> choices(one.choices());
                                    case FormField.AnyOf any -> choices(any.choices());
                                    case FormField.ShortText text -> text.text();
                                })
                        .toList();
    }

    private static String choices(List<FormChoice> choices) {
        return choices.stream()
                .map(choice -> (choice.chosen() ? "✓" : "") + choice.value())
                .collect(Collectors.joining(" "));
    }
}
