package digestbot.console.page;

import io.javalin.http.Context;
import j2html.tags.Tag;
import java.util.Optional;

/// Parses untrusted values of addresses and forms.
public final class FormInput {

    private FormInput() {}

    /// The number of something in the database; empty if the text is none.
    public static Optional<Long> number(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    /// The page of a list that the address asks for, from 0.
    public static int page(Context context, String name) {
        String typed = Optional.ofNullable(context.queryParam(name)).orElse("");
        return typed.matches("\\d{1,6}") ? Integer.parseInt(typed) : 0;
    }

    /// Marks a field as the one to correct, and puts the cursor into it.
    ///
    /// @param descriptions ids of what describes the field, the error among them
    public static <T extends Tag<T>> T invalid(T field, String descriptions) {
        return field.attr("aria-invalid", "true")
                .attr("aria-describedby", descriptions)
                .attr("autofocus");
    }
}
