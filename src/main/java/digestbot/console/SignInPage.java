package digestbot.console;

import static j2html.TagCreator.each;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.main;

import digestbot.console.page.Alert;
import digestbot.console.page.Buttons;
import digestbot.console.page.FormInput;
import digestbot.console.page.PageLayout;
import j2html.tags.specialized.InputTag;
import java.util.Optional;

/// The page that asks for the password.
final class SignInPage {

    private SignInPage() {}

    /// The form field with the requested page.
    static final String TO = "to";

    /// @param to the requested page
    /// @param error the reason why the last attempt failed
    static String of(String action, String field, String to, Optional<String> error) {
        InputTag password = input().withId(field)
                .withName(field)
                .withType("password")
                .attr("autocomplete", "current-password")
                .attr("required");
        return PageLayout.withoutNavigation(
                "Sign in",
                main(
                                h1("digestbot"),
                                form(
                                                each(
                                                        error.stream().toList(),
                                                        sentence -> Alert.of(Alert.AlertLevel.ERROR, sentence)
                                                                .withId(Alert.ID)),
                                                input().withType("hidden")
                                                        .withName(TO)
                                                        .withValue(to),
                                                label("Password").withFor(field),
                                                error.isPresent()
                                                        ? FormInput.invalid(password, Alert.ID)
                                                        : password.attr("autofocus"),
                                                Buttons.primary("Sign in"))
                                        .withMethod("post")
                                        .withAction(action))
                        .withClass("sign-in"));
    }
}
