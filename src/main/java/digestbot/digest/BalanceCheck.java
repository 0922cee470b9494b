package digestbot.digest;

import digestbot.markdown.BulletPoints;
import java.util.OptionalInt;

/// Looks whether one side is told at much greater length than another: fairness is what readers come for.
final class BalanceCheck {

    /// A side is outweighed by one that has more than so many times as much.
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

    /// A side with one point, or none, is told of elsewhere.
    private void checkPoints() {
        int most = 0;
        for (Section section : body.sections()) {
            most = section instanceof Section.Side side ? Math.max(most, BulletPoints.count(side.blocks())) : most;
        }
        for (Section section : body.sections()) {
            if (section instanceof Section.Side side && BulletPoints.count(side.blocks()) > 1) {
                outweighed(side, BulletPoints.count(side.blocks()), most);
            }
        }
    }

    private void outweighed(Section.Side side, int points, int most) {
        DigestBody.Heading heading = body.sides().get(side.ordinal());
        if (heading != null && most > TIMES * points) {
            warnings.add(
                    heading.line(),
                    "the side “" + name(side.ordinal()) + "” reports " + points + " points, another side " + most
                            + ": add more, or check that none was lost");
        }
    }

    private String name(int ordinal) {
        return head.sides().get(ordinal).perspective().name();
    }

    /// The articles that the front matter counts for each side.
    private void checkCounts() {
        int most = head.sides().stream()
                .map(side -> side.perspective().count())
                .flatMapToInt(OptionalInt::stream)
                .max()
                .orElse(0);
        for (FrontMatter.Side side : head.sides()) {
            OptionalInt count = side.perspective().count();
            if (count.isPresent() && most > TIMES * Math.max(1, count.getAsInt())) {
                warnings.add(
                        side.line(),
                        "the side “" + side.perspective().name() + "” counts " + count.getAsInt()
                                + (count.getAsInt() == 1 ? " article" : " articles") + ", another side " + most
                                + ": add more, or correct its count");
            }
        }
    }
}
