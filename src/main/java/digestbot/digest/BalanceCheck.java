package digestbot.digest;

import digestbot.markdown.BulletPoints;
import java.util.OptionalInt;

/// Checks whether one perspective is covered much more fully than another; balance is the purpose
/// of a digest.
final class BalanceCheck {

    /// A perspective is outweighed if another one has more than this many times as many points.
    private static final int TIMES = 3;

    private final FrontMatter head;
    private final DigestBody body;
    private final DiagnosticCollector warnings;

    BalanceCheck(FrontMatter head, DigestBody body, DiagnosticCollector warnings) {
        this.head = head;
        this.body = body;
        this.warnings = warnings;
    }

    void run() {
        checkPoints();
        checkCounts();
    }

    /// [DigestChecks] covers perspectives with at most one point.
    private void checkPoints() {
        int most = 0;
        for (Section section : body.sections()) {
            most = section instanceof Section.Perspective perspective
                    ? Math.max(most, BulletPoints.count(perspective.blocks()))
                    : most;
        }
        for (Section section : body.sections()) {
            if (section instanceof Section.Perspective perspective && BulletPoints.count(perspective.blocks()) > 1) {
                outweighed(perspective, BulletPoints.count(perspective.blocks()), most);
            }
        }
    }

    private void outweighed(Section.Perspective perspective, int points, int most) {
        DigestBody.Heading heading = body.perspectives().get(perspective.ordinal());
        if (heading != null && most > TIMES * points) {
            warnings.add(
                    heading.line(),
                    "the perspective “" + name(perspective.ordinal()) + "” reports " + points
                            + " points, another perspective " + most + ": add more, or check that none was lost");
        }
    }

    private String name(int ordinal) {
        return head.perspectives().get(ordinal).perspective().name();
    }

    /// Compares the article counts that the front matter gives for each perspective.
    private void checkCounts() {
        int most = head.perspectives().stream()
                .map(perspective -> perspective.perspective().count())
                .flatMapToInt(OptionalInt::stream)
                .max()
                .orElse(0);
        for (FrontMatter.NamedPerspective perspective : head.perspectives()) {
            OptionalInt count = perspective.perspective().count();
            if (count.isPresent() && most > TIMES * Math.max(1, count.getAsInt())) {
                warnings.add(
                        perspective.line(),
                        "the perspective “" + perspective.perspective().name() + "” counts " + count.getAsInt()
                                + (count.getAsInt() == 1 ? " article" : " articles") + ", another perspective " + most
                                + ": add more, or correct its count");
            }
        }
    }
}
