package digestbot.chat.settings;

import digestbot.audience.HiddenOutletStore;
import digestbot.audience.Subscriber;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.ListPage;
import digestbot.chat.common.Replies;
import digestbot.chat.common.UnavailableDigest;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.digest.DigestView;
import digestbot.digest.Outlets;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.SettingsPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// The settings for hiding outlets from the sources: the outlets of a digest as toggles, checked if
/// they are shown.
final class OutletSettings {

    private static final int PAGE_SIZE = 10;

    private final HiddenOutletStore store = new HiddenOutletStore();
    private final Library library;
    private final SubscriptionService subscriptions;

    OutletSettings(Library library, SubscriptionService subscriptions) {
        this.library = library;
        this.subscriptions = subscriptions;
    }

    /// The outlets of the digest, page by page.
    Reply choices(CommandContext context, SettingsPress.HideOutlets press) {
        return forDigest(context, press.digest(), (stored, outlets) -> screen(context, stored, outlets, press.page()));
    }

    /// Hides or shows an outlet. Nothing changes if a correction removed the outlet from the
    /// digest.
    Reply chosen(CommandContext context, SettingsPress.SetOutletHidden press) {
        return forDigest(context, press.digest(), (stored, outlets) -> {
            CommandContext now = press.ordinal() < outlets.size()
                    ? change(context, outlets.get(press.ordinal()), press.hidden())
                    : context;
            return screen(now, stored, outlets, press.ordinal() / PAGE_SIZE);
        });
    }

    private Reply forDigest(
            CommandContext context, long digest, BiFunction<StoredDigest, List<String>, Content> screen) {
        return library.digest(context.transaction(), digest)
                .<Reply>map(stored -> new Reply.EditPressed(screen.apply(stored, Outlets.of(stored.digest()))))
                .orElseGet(() -> UnavailableDigest.toast(context, library, digest));
    }

    private CommandContext change(CommandContext context, String outlet, boolean hidden) {
        Subscriber subscriber = subscriptions.subscriber(
                context.transaction(), context.request().origin().chat(), context.preferences());
        if (hidden) {
            store.hide(context.transaction(), subscriber.number(), outlet);
        } else {
            store.show(context.transaction(), subscriber.number(), outlet);
        }
        return context.with(subscriber);
    }

    private Content screen(CommandContext context, StoredDigest stored, List<String> outlets, int requestedPage) {
        Texts texts = context.texts();
        Set<String> hidden = context.subscriber()
                .map(own -> store.of(context.transaction(), own.number()))
                .orElse(Set.of());
        ListPage<Integer> page =
                ListPage.of(IntStream.range(0, outlets.size()).boxed().toList(), PAGE_SIZE, requestedPage);
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(page.shown().stream()
                .map(ordinal -> {
                    boolean shown = !hidden.contains(Outlets.key(outlets.get(ordinal)));
                    return Replies.toggle(
                            outlets.get(ordinal),
                            new SettingsPress.SetOutletHidden(stored.number(), ordinal, shown),
                            shown);
                })
                .toList()));
        rows.addAll(page.pageButtons(number -> new SettingsPress.HideOutlets(stored.number(), number)));
        rows.add(List.of(Replies.button(
                texts, SettingsPhrase.BACK_BUTTON, new Press.Show(stored.number(), new DigestView.Sources(), 0))));
        return Replies.screen(
                stored.digest().topic().name(),
                List.of(texts.format(outlets.isEmpty() ? DigestPhrase.NO_OUTLETS : SettingsPhrase.OUTLETS_QUESTION)),
                rows);
    }
}
