package digestbot.content.views;

import digestbot.content.Panel;
import digestbot.digest.Digest;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.PlainText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The panels with the points of each perspective that are new since the previous digest.
record ChangesPanels(ViewContext view) {

    /// The lead, and the new points of each of the reader's perspectives.
    List<Panel> panels(Optional<Digest> before) {
        Texts texts = view.texts();
        Digest digest = view.digest();
        var lead = new LeadPanel(view);
        if (before.isEmpty()) {
            return List.of(lead.panel(List.of(), ViewContext.notice(texts.format("nothing-to-compare"))));
        }
        Digest earlier = before.orElseThrow();
        List<Integer> ordinals = view.chosen();
        Block since = Block.Paragraph.of(
                texts.format("new-since", texts.day(earlier.key().day())));
        // Everything in a daily digest may be new; then its points would only be repeated.
        if (ordinals.stream().allMatch(ordinal -> isAllNew(earlier, digest, ordinal))) {
            List<Block> body = new ArrayList<>(List.of(since));
            body.addAll(ViewContext.notice(texts.format("everything-new")));
            return List.of(lead.panel(List.of(), body));
        }
        List<Panel> panels = new ArrayList<>();
        var unmuted = new UnmutedDigest(view);
        int muted = 0;
        for (int ordinal : ordinals) {
            List<Block> all = NewPoints.of(earlier, digest, ordinal);
            List<Block> fresh = unmuted.unmuted(all);
            muted += BulletPoints.count(all) - BulletPoints.count(fresh);
            List<Block> body = fresh.isEmpty() ? ViewContext.notice(texts.format("nothing-new")) : view.noted(fresh);
            panels.add(new PerspectivePanels(view).panel(ordinal, List.of(), body, List.of()));
        }
        panels.addFirst(unmuted.withMuted(lead.panel(List.of(), List.of(since)), muted));
        return panels;
    }

    private static boolean isAllNew(Digest before, Digest digest, int ordinal) {
        int points = BulletPoints.count(digest.perspective(ordinal));
        return points > 0 && BulletPoints.count(NewPoints.of(before, digest, ordinal)) == points;
    }

    /// Points are compared by their text without spaces and formatting.
    private static final class NewPoints {

        private NewPoints() {}

        /// The new points, in order; blocks that are not points are omitted. The ordinal is the
        /// perspective's place in the later digest.
        static List<Block> of(Digest before, Digest after, int ordinal) {
            OptionalInt earlier =
                    before.ordinal(after.perspectives().get(ordinal).id());
            Set<String> known = earlier.isEmpty()
                    ? Set.of()
                    : texts(before.perspective(earlier.getAsInt())).collect(Collectors.toSet());
            List<Block> fresh = new ArrayList<>();
            for (Block block : after.perspective(ordinal)) {
                if (block instanceof ItemList list) {
                    List<Block.Item> items = list.items().stream()
                            .filter(item -> isNew(text(item.blocks()), known))
                            .toList();
                    if (!items.isEmpty()) {
                        fresh.add(ItemList.bullets(items));
                    }
                } else if (BulletPoints.isPoint(block) && isNew(text(List.of(block)), known)) {
                    fresh.add(block);
                }
            }
            return fresh;
        }

        private static boolean isNew(String text, Set<String> known) {
            return !text.isEmpty() && !known.contains(text);
        }

        private static Stream<String> texts(List<Block> blocks) {
            return blocks.stream()
                    .flatMap(block -> block instanceof ItemList list
                            ? list.items().stream().map(item -> text(item.blocks()))
                            : Stream.of(text(List.of(block))));
        }

        private static String text(List<Block> blocks) {
            return Normalizer.normalize(PlainText.of(blocks), Normalizer.Form.NFKC)
                    .replaceAll("[\\s\\p{Z}]+", "");
        }
    }
}
