package digestbot.delivery;

import digestbot.delivery.Due.Matter;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Whether what was read of digests before a write transaction still holds in it.
///
/// A claim with a revision that is no longer the newest would be one that nobody corrects: whoever plans corrections
/// left out what was not claimed by then.
final class FreshDigestStore {

    private record Standing(int revision, boolean out) {}

    private final Handle handle;
    private final Map<Long, Standing> standings = new HashMap<>();

    FreshDigestStore(Handle handle) {
        this.handle = handle;
    }

    boolean asRead(Due due) {
        boolean fixedBefore = due.claims() > 0;
        return switch (due.matter()) {
            case Matter.Edition _, Matter.CatchUp _ ->
                due.matter().shown().stream().allMatch(shown -> {
                    Standing now = standing(shown.digest());
                    return now.out() && (fixedBefore || now.revision() == shown.revision());
                });
            case Matter.Correction correction ->
                standing(correction.digest()).equals(new Standing(correction.revision(), correction.out()));
            case Matter.Own _, Matter.Shared _ -> true;
        };
    }

    private Standing standing(long digest) {
        return standings.computeIfAbsent(
                digest,
                number -> handle.createQuery("SELECT revision, state <> 'draft' AS out FROM digest WHERE number = ?")
                        .bind(0, number)
                        .map((row, _) -> new Standing(row.getInt("revision"), row.getBoolean("out")))
                        .one());
    }
}
