package digestbot.command;

import digestbot.delivery.Subscriptions;
import digestbot.digest.Outlets;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.edition.SettingsPress;
import digestbot.edition.View;
import digestbot.library.Library;
import digestbot.library.StoredDigest;
import digestbot.subscription.HiddenOutletStore;
import digestbot.subscription.Subscriber;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// Which outlets a chat does not want among the sources: those of a digest as switches, with a mark at those that are
/// shown.
final class OutletSettings {

    private static final int OUTLETS_A_PAGE = 10;

    private final HiddenOutletStore store = new HiddenOutletStore();
    private final Library library;
    private final Subscriptions subscriptions;

    OutletSettings(Library library, Subscriptions subscriptions) {
        this.library = library;
        this.subscriptions = subscriptions;
    }

    /// The outlets of the digest, page by page.
    Reply choices(Asked asked, SettingsPress.HideOutlets press) {
        return about(asked, press.digest(), (stored, outlets) -> screen(asked, stored, outlets, press.page()));
    }

    /// The same with the choice made. An outlet that a correction took out of the digest changes nothing.
    Reply chosen(Asked asked, SettingsPress.Outlet press) {
        return about(asked, press.digest(), (stored, outlets) -> {
            Asked now = press.ordinal() < outlets.size()
                    ? change(asked, outlets.get(press.ordinal()), press.hidden())
                    : asked;
            return screen(now, stored, outlets, press.ordinal() / OUTLETS_A_PAGE);
        });
    }

    private Reply about(Asked asked, long digest, BiFunction<StoredDigest, List<String>, Content> screen) {
        return library.digest(asked.transaction(), digest)
                .<Reply>map(stored -> new Reply.Replace(screen.apply(stored, Outlets.of(stored.digest()))))
                .orElseGet(() -> Gone.toast(asked, library, digest));
    }

    private Asked change(Asked asked, String outlet, boolean hidden) {
        Subscriber subscriber = subscriptions.subscriber(
                asked.transaction(), asked.request().from().chat(), asked.preferences());
        if (hidden) {
            store.hide(asked.transaction(), subscriber.number(), outlet);
        } else {
            store.show(asked.transaction(), subscriber.number(), outlet);
        }
        return asked.with(subscriber);
    }

    private Content screen(Asked asked, StoredDigest stored, List<String> outlets, int wanted) {
        Words words = asked.words();
        Set<String> hidden = asked.own()
                .map(own -> store.of(asked.transaction(), own.number()))
                .orElse(Set.of());
        Page<Integer> page = Page.of(IntStream.range(0, outlets.size()).boxed().toList(), OUTLETS_A_PAGE, wanted);
        List<List<Button>> rows = new ArrayList<>(Say.inPairs(page.shown().stream()
                .map(ordinal -> {
                    boolean shown = !hidden.contains(Outlets.key(outlets.get(ordinal)));
                    return Say.toggle(
                            outlets.get(ordinal), new SettingsPress.Outlet(stored.number(), ordinal, shown), shown);
                })
                .toList()));
        rows.addAll(page.turns(number -> new SettingsPress.HideOutlets(stored.number(), number)));
        rows.add(
                List.of(Say.button(words, Phrase.BACK_BUTTON, new Press.Show(stored.number(), new View.Sources(), 0))));
        return Say.screen(
                stored.digest().topic().name(),
                List.of(words.say(outlets.isEmpty() ? Phrase.NO_OUTLETS : Phrase.OUTLETS_QUESTION)),
                rows);
    }
}
