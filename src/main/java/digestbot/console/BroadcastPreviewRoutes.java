package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastModule;
import digestbot.console.page.Alert;
import digestbot.console.page.Paths;
import digestbot.console.page.Routes;
import digestbot.content.Content;
import digestbot.database.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import java.util.List;
import java.util.Optional;

/// Shows broadcasts as readers would see them, and counts their recipients, while they are being
/// written. Nothing is stored.
record BroadcastPreviewRoutes(
        Database database, BroadcastModule services, RecipientsForm recipients, MessagePreview preview)
        implements Routes {

    /// The id of the element with the previews.
    static final String PREVIEWS = "previews";

    /// The last part of the addresses, below the list of broadcasts and below a broadcast.
    static final String PREVIEW = "/preview";

    static final String COUNT = "/count";

    @Override
    public void add(RoutesConfig routes) {
        routes.post(
                Paths.BROADCASTS + PREVIEW,
                context -> preview(context, services.broadcasts().platforms(), Optional.empty()));
        routes.post(Paths.BROADCASTS + "/{number}" + PREVIEW, context -> {
            Broadcast broadcast = BroadcastActionRoutes.find(context, database, services.broadcasts());
            preview(
                    context,
                    services.broadcasts().platforms(broadcast.recipients()),
                    services.broadcasts().content(broadcast).picture());
        });
        routes.post(Paths.BROADCASTS + "/{number}" + COUNT, this::count);
    }

    /// Tells whether a post to that path only shows something.
    static boolean isPreview(String path) {
        return path.startsWith(Paths.BROADCASTS) && (path.endsWith(PREVIEW) || path.endsWith(COUNT));
    }

    static DivTag beside(DomContent form, DomContent previews) {
        return div(form, div(previews).withId(PREVIEWS)).withClass("beside");
    }

    /// Another text for the recipients of the broadcast is previewed at this address.
    String address(Broadcast broadcast) {
        return Paths.broadcast(broadcast.number()) + PREVIEW;
    }

    DomContent of(Broadcast broadcast) {
        return of(
                services.broadcasts().platforms(broadcast.recipients()),
                services.broadcasts().content(broadcast));
    }

    private DomContent of(List<Platform> platforms, Content content) {
        return div(each(
                        platforms,
                        platform -> div(h3("Preview on " + platform.title()), preview.of(platform, content))))
                .withClass("both");
    }

    private void preview(Context context, List<Platform> platforms, Optional<Long> picture) {
        String written = BroadcastsPage.text(context);
        Optional<String> refused = services.broadcasts().refusal(written).flatMap(BroadcastsPage::refusal);
        DomContent shown = refused.<DomContent>map(reason -> Alert.of(Alert.AlertLevel.ERROR, reason))
                .orElseGet(() ->
                        of(platforms, services.broadcasts().content(written).withPicture(picture)));
        context.html(shown.render());
    }

    private void count(Context context) {
        Broadcast broadcast = BroadcastActionRoutes.find(context, database, services.broadcasts());
        String line = database.read(tx -> recipients
                .read(tx, context, broadcast.recipients())
                .map(chosen ->
                        recipients.summary(tx, services.recipientCounter().cachedCount(tx, chosen), chosen))
                .orElse("Unknown recipients."));
        context.html(text(line).render());
    }
}
