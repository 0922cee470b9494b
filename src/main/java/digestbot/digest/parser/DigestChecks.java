package digestbot.digest.parser;

import digestbot.digest.Perspective;
import digestbot.digest.Section;
import digestbot.markdown.Block;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.PlainText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Looks for probable mistakes of the author in a valid digest.
///
/// @param perspectives the perspectives as readers see them
record DigestChecks(
        FrontMatter frontMatter, DigestBody body, List<Perspective> perspectives, DiagnosticCollector warnings) {

    /// A single point shorter than this is too short; an ideograph counts as three letters.
    private static final int MIN_POINT_LENGTH = 30;

    /// A perspective with one point is suspicious if another one has at least this many points.
    private static final int MANY_POINTS = 4;

    /// The largest acceptable ratio between two perspectives' numbers of points or articles,
    /// because balance is the purpose of a digest.
    private static final int MAX_RATIO = 3;

    private static final String LOST = ": add more, or check that none was lost";

    void run() {
        checkPerspectives();
        checkShares();
        checkOthers();
        checkCounts();
    }

    private void checkPerspectives() {
        int limit = IntStream.range(0, perspectives.size())
                .map(i -> BulletPoints.count(blocksOf(i)))
                .max()
                .orElse(0);
        for (int i = 0; i < frontMatter.perspectives().size(); i++) {
            FrontMatter.NamedPerspective perspective =
                    frontMatter.perspectives().get(i);
            DigestBody.BodyHeading heading = body.headings().get(i);
            String name = perspective.perspective().name();
            if (perspectives.get(i).isEmpty()) {
                checkEmpty(perspective, heading, blocksOf(i));
            } else if (heading == null) {
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
        return Section.ofPerspective(body.sections(), ordinal);
    }

    private void checkEmpty(
            FrontMatter.NamedPerspective perspective, DigestBody.@Nullable BodyHeading heading, List<Block> blocks) {
        if (heading != null && BulletPoints.count(blocks) > 1) {
            warnings.add(
                    heading.line(),
                    "the perspective “" + perspective.perspective().name() + "” has the count 0 (line "
                            + perspective.line() + "), so its points are left out: correct one of the two");
        }
    }

    private void checkContent(DigestBody.BodyHeading heading, String name, List<Block> blocks, int limit) {
        int points = BulletPoints.count(blocks);
        String said = "";
        if (points == 0) {
            said = "nothing: add its points under “" + heading.text() + "”";
        } else if (points == 1 && (limit >= MANY_POINTS || weight(PlainText.of(blocks)) < MIN_POINT_LENGTH)) {
            said = "only one point" + (limit > 1 ? ", another perspective " + limit : ", a short one") + LOST;
        } else if (points > 1 && limit > MAX_RATIO * points) {
            said = points + " points, another perspective " + limit + LOST;
        }
        if (!said.isEmpty()) {
            warnings.add(heading.line(), "the perspective “" + name + "” reports " + said);
        }
    }

    private static int weight(String text) {
        return text.codePoints()
                .map(c -> Character.isWhitespace(c) ? 0 : Character.isIdeographic(c) ? 3 : 1)
                .sum();
    }

    private void checkOthers() {
        boolean nothingFits =
                body.headings().isEmpty() && !frontMatter.perspectives().isEmpty();
        for (DigestBody.UnassignedHeading other : body.unassignedHeadings()) {
            if (other.looksLikePerspective() || (nothingFits && !other.text().isEmpty())) {
                warnings.add(
                        other.line(),
                        "the section “" + other.text() + "” belongs to no perspective: add it to perspectives, or begin"
                                + " the heading with a perspective's name");
            }
        }
    }

    private void checkCounts() {
        int listed = body.sourceList().sources().size();
        Optional<FrontMatter.DailyCount> claimed = frontMatter.articleCount().filter(count -> count.value() != listed);
        claimed.ifPresent(count -> warnCount(count.line(), "articleCount is " + count.value(), listed));
        OptionalInt sum = sumOfCounts();
        boolean said = claimed.isPresent() && claimed.get().value() == sum.orElse(-1);
        if (sum.isPresent() && sum.getAsInt() != listed && !said) {
            int line = frontMatter.perspectives().getFirst().line();
            warnCount(line, "the perspectives' counts add up to " + sum.getAsInt(), listed);
        }
    }

    private void warnCount(int line, String what, int listed) {
        warnings.add(
                line,
                what + ", but the source list has " + listed + (listed == 1 ? " entry" : " entries") + " (line "
                        + body.sourceListLine() + "): make them equal");
    }

    private OptionalInt sumOfCounts() {
        List<OptionalInt> counts = frontMatter.digest().perspectives().stream()
                .map(Perspective::count)
                .toList();
        return counts.isEmpty() || counts.contains(OptionalInt.empty())
                ? OptionalInt.empty()
                : OptionalInt.of(counts.stream().mapToInt(OptionalInt::getAsInt).sum());
    }

    private void checkShares() {
        int limit = frontMatter.perspectives().stream()
                .map(perspective -> perspective.perspective().count())
                .flatMapToInt(OptionalInt::stream)
                .max()
                .orElse(0);
        for (FrontMatter.NamedPerspective perspective : frontMatter.perspectives()) {
            OptionalInt count = perspective.perspective().count();
            // A perspective with no articles is stated in its section and is not a mistake.
            if (count.isPresent() && count.getAsInt() > 0 && limit > MAX_RATIO * count.getAsInt()) {
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
