package digestbot.console;

import static digestbot.console.PageParts.count;
import static digestbot.console.PageParts.withCode;
import static j2html.TagCreator.p;

import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.digest.Outlets;
import digestbot.digest.Source;
import digestbot.i18n.ClosestMatch;
import digestbot.library.archive.DigestListQuery;
import digestbot.library.archive.Library;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The outlets of the newest digests that the configuration does not know, the most frequent
/// first, each beside those with similar names, because several of them may be one.
///
/// @param known the keys of all spellings of known outlets
record OutletsPage(Database database, Library library, Set<String> known) {

    private static final int MAX_DIGESTS = 100;

    /// Each of them is compared with each other one.
    private static final int MAX_OUTLETS = 500;

    /// An outlet, by the first spelling of its name.
    record CitedOutlet(String name, int articles) {

        private boolean isNear(CitedOutlet other) {
            String one = Outlets.key(name);
            String two = Outlets.key(other.name);
            return Math.min(one.length(), two.length()) > 2
                    && (one.contains(two)
                            || two.contains(one)
                            || !ClosestMatch.findAll(one, List.of(two), 1).isEmpty());
        }
    }

    void add(RoutesConfig routes) {
        routes.get(Paths.OUTLETS, this::show);
    }

    private void show(Context context) {
        var unknown = List.copyOf(unknown(database.read(this::cited)).entrySet());
        PageLayout.show(
                context,
                Paths.CONFIGURATION,
                "Outlets",
                p(withCode("Outlets of the newest digests that are not in the configuration. Add them"
                        + " under `outlets`, or a mere spelling in `also` of its outlet.")),
                DataTable.<Map.Entry<CitedOutlet, List<CitedOutlet>>>titled("Outlets")
                        .text("Outlet", row -> row.getKey().name())
                        .number("Articles", row -> row.getKey().articles())
                        .text(
                                "Similar names",
                                row -> row.getValue().stream()
                                        .map(near -> near.name() + " "
                                                + (isKnown(near) ? "(configured)" : count(near.articles())))
                                        .collect(Collectors.joining(" · ")))
                        .of(unknown, "None."));
    }

    private List<CitedOutlet> cited(Transaction tx) {
        return library.summaries(tx, DigestListQuery.ALL, MAX_DIGESTS).stream()
                .flatMap(digest -> library.digest(tx, digest.listed().number()).stream())
                .flatMap(stored -> stored.digest().sources().stream())
                .map(Source::outlet)
                .filter(outlet -> !outlet.isBlank())
                .collect(Collectors.groupingBy(Outlets::key))
                .values()
                .stream()
                .map(spellings -> new CitedOutlet(spellings.getFirst(), spellings.size()))
                .sorted(Comparator.comparingInt(CitedOutlet::articles)
                        .reversed()
                        .thenComparing(CitedOutlet::name))
                .limit(MAX_OUTLETS)
                .toList();
    }

    private boolean isKnown(CitedOutlet outlet) {
        return known.contains(Outlets.key(outlet.name()));
    }

    /// The unknown outlets in their order, with those near them, known or not. An outlet that is
    /// listed beside another one has no row of its own.
    Map<CitedOutlet, List<CitedOutlet>> unknown(List<CitedOutlet> cited) {
        Map<CitedOutlet, List<CitedOutlet>> unknown = new LinkedHashMap<>();
        List<CitedOutlet> left = new ArrayList<>(cited);
        for (CitedOutlet outlet : cited) {
            if (!isKnown(outlet) && left.remove(outlet)) {
                List<CitedOutlet> near = left.stream().filter(outlet::isNear).toList();
                left.removeIf(each -> !isKnown(each) && near.contains(each));
                unknown.put(outlet, near);
            }
        }
        return unknown;
    }
}
