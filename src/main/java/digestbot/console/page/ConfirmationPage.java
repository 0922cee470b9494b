package digestbot.console.page;

import static j2html.TagCreator.*;

import j2html.tags.DomContent;
import java.util.List;

/// A page that asks for confirmation of an irreversible action. Its form posts to the page's own
/// path.
///
/// @param place the page's entry in the navigation
/// @param consequence the consequence and the number of affected chats
/// @param label the label of the button, which repeats the number
public record ConfirmationPage(
        String place, String question, String consequence, String label, String address, String back) {

    public String of(PageLayout.PageFrame frame) {
        List<DomContent> content = List.of(
                p(consequence),
                div(
                                Buttons.form(frame.session(), address, Buttons.danger(label)),
                                a("Cancel").withHref(back).withClass("button"))
                        .withClass("acts"));
        return PageLayout.of(place, question, frame, content);
    }
}
