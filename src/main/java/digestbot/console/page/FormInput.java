package digestbot.console.page;

import static j2html.TagCreator.input;

import io.javalin.http.Context;
import j2html.tags.Tag;
import j2html.tags.specialized.InputTag;
import java.util.Optional;

/// Parses untrusted values of addresses and forms.
public final class FormInput {

    private FormInput() {}

    /// A number of a database row; empty if the text is not a number.
    public static Optional<Long> number(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    /// The id of a chat, which may be negative; empty if the text is not a number.
    public static Optional<Long> chatId(String text) {
        return text.startsWith("-") ? number(text.substring(1)).map(id -> -id) : number(text);
    }

    /// The requested page of a list, from 0.
    public static int page(Context context, String name) {
        String typed = Optional.ofNullable(context.queryParam(name)).orElse("");
        return typed.matches("\\d{1,6}") ? Integer.parseInt(typed) : 0;
    }

    /// The text of a field; empty if the form does not have it.
    public static String text(Context context, String name) {
        return Optional.ofNullable(context.formParam(name)).orElse("");
    }

    public static InputTag hidden(String name, String value) {
        return input().withType("hidden").withName(name).withValue(value);
    }

    /// Marks a field as invalid and focuses it.
    ///
    /// @param descriptions the ids of the elements that describe the field, including the error
    public static <T extends Tag<T>> T invalid(T field, String descriptions) {
        return field.attr("aria-invalid", "true")
                .attr("aria-describedby", descriptions)
                .attr("autofocus");
    }
}
