package digestbot.digest.parser;

import digestbot.digest.Section;
import digestbot.markdown.Block;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.PlainText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Checks a valid digest for probable mistakes of its author.
record DigestChecks(FrontMatter frontMatter, DigestBody body, int bodyLine, DiagnosticCollector warnings) {

    /// The length below which a single point is too short; an ideograph counts as three letters.
    private static final int MIN_POINT_LENGTH = 30;

    /// A perspective with one point is suspicious if another one has at least this many.
    private static final int MANY_POINTS = 4;

    void run() {
        checkPerspectives();
        new BalanceCheck(frontMatter, body, warnings).run();
        checkOthers();
        checkCounts();
    }

    private void checkPerspectives() {
        int limit = 0;
        for (Section section : body.sections()) {
            limit = section instanceof Section.PerspectiveSection perspective
                    ? Math.max(limit, BulletPoints.count(perspective.blocks()))
                    : limit;
        }
        for (int i = 0; i < frontMatter.perspectives().size(); i++) {
            FrontMatter.NamedPerspective perspective =
                    frontMatter.perspectives().get(i);
            DigestBody.Heading heading = body.perspectives().get(i);
            String name = perspective.perspective().name();
            if (heading == null) {
                warnings.add(
                        perspective.line(),
                        "the perspective “" + name + "” has no section: add one under a heading that begins with “"
                                + perspective.heading() + "”");
            } else {
                checkContent(heading, name, blocksOf(i), limit);
            }
        }
    }

    private List<Block> blocksOf(int ordinal) {
        for (Section section : body.sections()) {
            if (section instanceof Section.PerspectiveSection perspective && perspective.ordinal() == ordinal) {
                return perspective.blocks();
            }
        }
        return List.of();
    }

    private void checkContent(DigestBody.Heading heading, String name, List<Block> blocks, int limit) {
        int points = BulletPoints.count(blocks);
        if (points == 0) {
            warnings.add(
                    heading.line(),
                    "the perspective “" + name + "” reports nothing: add its points under “" + heading.text() + "”");
        } else if (points == 1 && (limit >= MANY_POINTS || weight(PlainText.of(blocks)) < MIN_POINT_LENGTH)) {
            warnings.add(
                    heading.line(),
                    "the perspective “" + name + "” reports only one point"
                            + (limit > 1 ? ", another perspective " + limit : ", a short one")
                            + ": add more, or check that none was lost");
        }
    }

    private static int weight(String text) {
        return text.codePoints()
                .map(c -> Character.isWhitespace(c) ? 0 : Character.isIdeographic(c) ? 3 : 1)
                .sum();
    }

    /// Warns about a section without a perspective if its heading has the same form as the
    /// perspectives' headings, or if no perspective has a section at all.
    private void checkOthers() {
        boolean nothingFits =
                body.perspectives().isEmpty() && !frontMatter.perspectives().isEmpty();
        for (DigestBody.UnassignedHeading other : body.unassignedHeadings()) {
            if (other.looksLikePerspective()
                    || (nothingFits && !other.heading().text().isEmpty())) {
                warnings.add(
                        other.heading().line(),
                        "the section “" + other.heading().text() + "” belongs to no perspective: add it to"
                                + " perspectives, or begin the heading with a perspective's name");
            }
        }
    }

    private void checkCounts() {
        int listed = body.sources().size();
        int listLine = body.sourceListLine().orElse(bodyLine);
        Optional<FrontMatter.DailyCount> claimed = frontMatter.articleCount();
        if (claimed.isPresent() && claimed.get().value() != listed) {
            warnings.add(
                    claimed.get().line(),
                    "articleCount is " + claimed.get().value() + ", but the source list has " + listed
                            + (listed == 1 ? " entry" : " entries") + " (line " + listLine + "): make them equal");
        }
        OptionalInt sum = sumOfCounts();
        boolean said = claimed.isPresent()
                && claimed.get().value() != listed
                && claimed.get().value() == sum.orElse(-1);
        if (sum.isPresent() && sum.getAsInt() != listed && !said) {
            warnings.add(
                    frontMatter.perspectives().getFirst().line(),
                    "the perspectives' counts add up to " + sum.getAsInt() + ", but the source list has " + listed
                            + (listed == 1 ? " entry" : " entries") + " (line " + listLine + "): make them equal");
        }
    }

    /// The sum of the perspectives' counts, if all have one.
    private OptionalInt sumOfCounts() {
        int sum = 0;
        for (FrontMatter.NamedPerspective perspective : frontMatter.perspectives()) {
            OptionalInt count = perspective.perspective().count();
            if (count.isEmpty()) {
                return OptionalInt.empty();
            }
            sum += count.getAsInt();
        }
        return frontMatter.perspectives().isEmpty() ? OptionalInt.empty() : OptionalInt.of(sum);
    }

    /// Checks whether one perspective has much more coverage than another; balance is the purpose
    /// of a digest.
    private record BalanceCheck(FrontMatter frontMatter, DigestBody body, DiagnosticCollector warnings) {

        /// The largest acceptable ratio between the numbers of points of two perspectives.
        private static final int MAX_RATIO = 3;

        void run() {
            checkPoints();
            checkCounts();
        }

        /// Compares the numbers of points. [DigestChecks] covers perspectives with at most one
        /// point.
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
                                    + (count.getAsInt() == 1 ? " article" : " articles") + ", another perspective "
                                    + limit
                                    + ": add more, or correct its count");
                }
            }
        }
    }
}
