package digestbot.console;

import static j2html.TagCreator.button;
import static j2html.TagCreator.each;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.main;
import static j2html.TagCreator.p;

import java.util.Optional;

/// Asks for the password.
final class SignInPage {

    private SignInPage() {}

    /// The field with the page that was asked for.
    static final String TO = "to";

    /// @param to the page that was asked for
    /// @param why the last try did not do
    static String of(String action, String field, String to, Optional<String> why) {
        return PageLayout.bare(
                "Sign in",
                main(
                                h1("digestbot"),
                                form(
                                                each(
                                                        why.stream().toList(),
                                                        sentence -> p(sentence)
                                                                .withClass("wrong")
                                                                .attr("role", "alert")),
                                                input().withType("hidden")
                                                        .withName(TO)
                                                        .withValue(to),
                                                label("Password").withFor(field),
                                                input().withId(field)
                                                        .withName(field)
                                                        .withType("password")
                                                        .attr("autocomplete", "current-password")
                                                        .attr("required")
                                                        .attr("autofocus"),
                                                button("Sign in").withType("submit"))
                                        .withMethod("post")
                                        .withAction(action))
                        .withClass("sign-in"));
    }
}
