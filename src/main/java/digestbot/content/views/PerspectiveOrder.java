package digestbot.content.views;

import digestbot.audience.PerspectiveChoice;
import digestbot.content.Reader;
import digestbot.digest.Digest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The order of perspectives, which gives none of them a permanent first place.
///
/// The order is the reader's. Without a chosen order, the digest's order rotates by one place per
/// day, so that each perspective leads equally often. Perspectives outside the reader's order (such
/// as new ones) follow it and rotate as well.
final class PerspectiveOrder {

    private PerspectiveOrder() {}

    /// The ordinals of the perspectives that the reader wants, ignoring the case of their ids; all
    /// if the digest has none of them.
    static List<Integer> chosen(Digest digest, Reader reader) {
        List<Integer> wanted = wanted(digest, reader);
        return wanted.isEmpty() ? byDay(digest) : wanted;
    }

    static List<Integer> all(Digest digest, Reader reader) {
        Set<Integer> all = new LinkedHashSet<>(wanted(digest, reader));
        all.addAll(byDay(digest));
        return List.copyOf(all);
    }

    /// The ordinals of the perspectives that stand side by side: the chosen ones, but at least two.
    static List<Integer> sideBySide(Digest digest, Reader reader) {
        return Stream.concat(all(digest, reader).stream().limit(2), chosen(digest, reader).stream())
                .distinct()
                .toList();
    }

    private static List<Integer> wanted(Digest digest, Reader reader) {
        Set<Integer> wanted = new LinkedHashSet<>();
        PerspectiveChoice choice = reader.reading().perspectives();
        for (String id : choice.ids()) {
            digest.ordinal(id).ifPresent(wanted::add);
        }
        if (choice.includesOthers()) {
            wanted.addAll(byDay(digest));
        }
        return List.copyOf(wanted);
    }

    private static List<Integer> byDay(Digest digest) {
        int perspectives = digest.perspectives().size();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < perspectives; i++) {
            order.add((int) Math.floorMod(digest.key().day().toEpochDay() + i, (long) perspectives));
        }
        return order;
    }
}
