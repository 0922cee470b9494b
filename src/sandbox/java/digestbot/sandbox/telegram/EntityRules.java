package digestbot.sandbox.telegram;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Brings entities into the form in which the server stores them: entities that may not overlap, or
/// that are inside verbatim text, are dropped; adjacent styles are joined, and styles are split
/// where another entity begins or ends.
final class EntityRules {
    private EntityRules() {}

    static List<Entity> normalise(List<Entity> entities) {
        if (entities.size() < 2) {
            return entities;
        }
        List<Entity> quotes = disjoint(of(Entity.Family.QUOTE, entities));
        List<Entity> fixed = new ArrayList<>(disjoint(of(Entity.Family.ATOMIC, entities)));
        fixed.removeIf(whole -> quotes.stream().anyMatch(quote -> crosses(whole, quote)));
        fixed.addAll(quotes);
        List<Entity> all = new ArrayList<>(fixed);
        all.addAll(cut(joined(of(Entity.Family.STYLE, entities)), fixed));
        all.sort(Entity.ORDER);
        return all;
    }

    /// Adds entities that were found in the text, unless others overlap them.
    static List<Entity> merge(List<Entity> written, List<Entity> found) {
        List<Entity> all = new ArrayList<>(written);
        for (Entity entity : found) {
            boolean free = written.stream()
                    .filter(other -> other.kind().family != Entity.Family.STYLE)
                    .noneMatch(other -> other.kind().family == Entity.Family.QUOTE
                            ? crosses(entity, other)
                            : entity.offset() < other.end() && other.offset() < entity.end());
            if (free) {
                all.add(entity);
            }
        }
        return all.size() == written.size() ? written : normalise(all);
    }

    private static List<Entity> of(Entity.Family family, List<Entity> entities) {
        return entities.stream()
                .filter(entity -> entity.kind().family == family)
                .sorted(Entity.ORDER)
                .toList();
    }

    private static List<Entity> disjoint(List<Entity> sorted) {
        List<Entity> kept = new ArrayList<>();
        int end = 0;
        for (Entity entity : sorted) {
            if (entity.offset() >= end) {
                kept.add(entity);
                end = entity.end();
            }
        }
        return kept;
    }

    /// Tells whether the entity overlaps the quote without being inside it.
    private static boolean crosses(Entity entity, Entity quote) {
        boolean inside = quote.offset() <= entity.offset() && entity.end() <= quote.end();
        return !inside && entity.offset() < quote.end() && quote.offset() < entity.end();
    }

    private static List<Entity> joined(List<Entity> styles) {
        Map<Entity.EntityType, Entity> open = new EnumMap<>(Entity.EntityType.class);
        List<Entity> runs = new ArrayList<>();
        for (Entity style : styles) {
            Entity last = open.get(style.kind());
            if (last != null && style.offset() <= last.end()) {
                open.put(style.kind(), last.withRange(last.offset(), Math.max(last.end(), style.end())));
            } else {
                if (last != null) {
                    runs.add(last);
                }
                open.put(style.kind(), style);
            }
        }
        runs.addAll(open.values());
        return runs;
    }

    private static List<Entity> cut(List<Entity> runs, List<Entity> fixed) {
        var cuts = new TreeSet<Integer>();
        runs.forEach(run -> cuts.add(run.offset()));
        fixed.forEach(entity -> {
            cuts.add(entity.offset());
            cuts.add(entity.end());
        });
        List<Entity> pieces = new ArrayList<>();
        for (Entity run : runs) {
            int from = run.offset();
            for (int cut : cuts.subSet(run.offset(), false, run.end(), false)) {
                pieces.add(run.withRange(from, cut));
                from = cut;
            }
            pieces.add(run.withRange(from, run.end()));
        }
        List<Entity> verbatim =
                fixed.stream().filter(entity -> entity.kind().isVerbatim()).toList();
        pieces.removeIf(piece ->
                verbatim.stream().anyMatch(block -> block.offset() <= piece.offset() && piece.end() <= block.end()));
        return pieces;
    }
}
