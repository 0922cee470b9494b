package digestbot.chat.settings;

import digestbot.audience.PerspectiveChoice;
import digestbot.button.ShownPerspectives;
import digestbot.chat.common.CommandContext;
import digestbot.digest.Perspective;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The perspectives that a submitted form chooses. It judges those that it shows; a perspective that the topic got
/// while the form was open is read as before.
final class SubmittedPerspectives {

    /// The number that a form has room for.
    static final int MAX = 25;

    private final Library library;

    SubmittedPerspectives(Library library) {
        this.library = library;
    }

    /// The choice after the form was submitted.
    ///
    /// @param form what the form shows; empty if it shows no perspectives
    /// @param checked what was submitted
    PerspectiveChoice choice(
            CommandContext context,
            LibraryTopic topic,
            PerspectiveChoice before,
            Optional<ShownPerspectives> form,
            List<String> checked) {
        List<String> known =
                ids(library.newest(context.transaction(), topic.topic().id(), context.language()));
        List<String> shown = form.map(of -> shown(context, topic, of)).orElse(List.of());
        // An earlier revision may have others, which readers cannot choose any more.
        Set<String> visible = lowerCase(Stream.of(
                        ids(form.flatMap(of -> library.digest(context.transaction(), of.digest()))),
                        known,
                        before.ids())
                .flatMap(List::stream)
                .toList());
        return choice(
                before,
                shown.stream()
                        .filter(id -> visible.contains(id.toLowerCase(Locale.ROOT)))
                        .toList(),
                known,
                checked);
    }

    /// The ids of the perspectives that the form shows, also if the digest was corrected since;
    /// none if it was withdrawn.
    private List<String> shown(CommandContext context, LibraryTopic topic, ShownPerspectives form) {
        return ids(library.digest(context.transaction(), form.digest(), form.revision())
                        .filter(stored -> stored.digest()
                                .topic()
                                .id()
                                .equalsIgnoreCase(topic.topic().id())))
                .stream()
                .limit(MAX)
                .toList();
    }

    private static List<String> ids(Optional<StoredDigest> stored) {
        return stored.stream()
                .flatMap(found -> found.digest().perspectives().stream())
                .map(Perspective::id)
                .toList();
    }

    /// The chosen order is kept; perspectives that are added come last, and so do all others if none of
    /// those that the form shows is left out.
    ///
    /// @param shown the ids of those that the form shows
    /// @param known the ids of the topic's perspectives as of now
    /// @param checked what was submitted
    private static PerspectiveChoice choice(
            PerspectiveChoice before, List<String> shown, List<String> known, List<String> checked) {
        Set<String> wanted = lowerCase(checked);
        List<String> chosen = shown.stream()
                .filter(id -> wanted.contains(id.toLowerCase(Locale.ROOT)))
                .toList();
        if (chosen.isEmpty()) {
            return before;
        }
        if (chosen.size() == shown.size()) {
            return before.includesOthers() ? before : new PerspectiveChoice(before.ids(), true);
        }
        List<String> added = without(known, shown);
        if (before.isAll()) {
            return PerspectiveChoice.only(
                    Stream.concat(chosen.stream(), added.stream()).toList());
        }
        List<String> all = Stream.concat(shown.stream(), added.stream()).toList();
        PerspectiveChoice choice = before;
        for (String id : chosen) {
            choice = choice.includesOthers() ? choice : choice.with(id);
        }
        for (String id : without(shown, chosen)) {
            choice = choice.without(id, all);
        }
        return choice;
    }

    private static List<String> without(List<String> ids, List<String> others) {
        Set<String> left = lowerCase(others);
        return ids.stream()
                .filter(id -> !left.contains(id.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static Set<String> lowerCase(List<String> ids) {
        return ids.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
