package digestbot.content.card;

import java.util.ArrayList;
import java.util.List;

/// The limit on the points of each perspective, the same for all perspectives.
///
/// @param omitted the number of points that each perspective loses from its end
/// @param lines the maximum number of lines of each point
record PointLimit(int omitted, int maxPoints, int lines) {

    private static final int ANY = 1_000;

    static final PointLimit NO_LIMIT = new PointLimit(0, ANY, ANY);

    private static final int[] SHORTER = {8, 6, 4, 3};
    private static final int[] FEWER = {10, 8, 6, 5, 4, 3, 2, 1};

    /// The limits in the order of trial. First all perspectives lose the same number of points, as
    /// long as the shortest keeps two. Then points are cut to fewer lines. Finally the number of
    /// points is capped. `fewest` is the number of points of the shortest perspective that has any.
    static List<PointLimit> all(int fewest) {
        List<PointLimit> cuts = new ArrayList<>();
        addLosing(cuts, fewest, ANY);
        for (int lines : SHORTER) {
            addLosing(cuts, fewest, lines);
        }
        for (int maxPoints : FEWER) {
            for (int lines = 4; lines >= (maxPoints > 2 ? 3 : 2); lines--) {
                cuts.add(new PointLimit(0, maxPoints, lines));
            }
        }
        return cuts;
    }

    private static void addLosing(List<PointLimit> cuts, int fewest, int lines) {
        cuts.add(new PointLimit(0, ANY, lines));
        for (int kept = Math.min(fewest - 1, PointColumn.MAX_POINTS); kept >= 2; kept--) {
            cuts.add(new PointLimit(fewest - kept, ANY, lines));
        }
    }

    /// The number of points to show, at least one.
    int shown(int points) {
        return Math.min(points, Math.max(1, Math.min(points - omitted, maxPoints)));
    }
}
