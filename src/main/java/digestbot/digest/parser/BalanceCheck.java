package digestbot.digest.parser;

import digestbot.digest.Section;
import digestbot.markdown.BulletPoints;
import java.util.OptionalInt;

/// Checks whether one perspective has much more coverage than another; balance is the purpose of a
/// digest.
final class BalanceCheck {

    /// The largest acceptable ratio between the numbers of points of two perspectives.
    private static final int MAX_RATIO = 3;

    private final FrontMatter frontMatter;
    private final DigestBody body;
    private final DiagnosticCollector warnings;

    BalanceCheck(FrontMatter frontMatter, DigestBody body, DiagnosticCollector warnings) {
        this.frontMatter = frontMatter;
        this.body = body;
        this.warnings = warnings;
    }

    void run() {
        checkPoints();
        checkCounts();
    }

    /// Compares the numbers of points. [DigestChecks] covers perspectives with at most one point.
    private void checkPoints() {
        int limit = 0;
        for (Section section : body.sections()) {
            limit = section instanceof Section.PerspectiveSection perspective
                    ? Math.max(limit, BulletPoints.count(perspective.blocks()))
                    : limit;
        }
        for (Section section : body.sections()) {
            if (section instanceof Section.PerspectiveSection perspective
                    && BulletPoints.count(perspective.blocks()) > 1) {
                reportImbalance(perspective, BulletPoints.count(perspective.blocks()), limit);
            }
        }
    }

    private void reportImbalance(Section.PerspectiveSection perspective, int points, int limit) {
        DigestBody.Heading heading = body.perspectives().get(perspective.ordinal());
        if (heading != null && limit > MAX_RATIO * points) {
            warnings.add(
                    heading.line(),
                    "the perspective “" + name(perspective.ordinal()) + "” reports " + points
                            + " points, another perspective " + limit + ": add more, or check that none was lost");
        }
    }

    private String name(int ordinal) {
        return frontMatter.perspectives().get(ordinal).perspective().name();
    }

    /// Compares the article counts that the front matter gives for each perspective.
    private void checkCounts() {
        int limit = frontMatter.perspectives().stream()
                .map(perspective -> perspective.perspective().count())
                .flatMapToInt(OptionalInt::stream)
                .max()
                .orElse(0);
        for (FrontMatter.NamedPerspective perspective : frontMatter.perspectives()) {
            OptionalInt count = perspective.perspective().count();
            if (count.isPresent() && limit > MAX_RATIO * Math.max(1, count.getAsInt())) {
                warnings.add(
                        perspective.line(),
                        "the perspective “" + perspective.perspective().name() + "” counts " + count.getAsInt()
                                + (count.getAsInt() == 1 ? " article" : " articles") + ", another perspective " + limit
                                + ": add more, or correct its count");
            }
        }
    }
}
