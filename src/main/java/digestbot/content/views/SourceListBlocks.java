package digestbot.content.views;

import digestbot.content.views.StyleRegistry.OutletLabel;
import digestbot.digest.DigestView;
import digestbot.digest.Source;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.Inline;
import digestbot.markdown.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The list of articles. Each has its number, linked title, outlet, the outlet's label, day, and
/// its language if that differs from the digest's. Unknown facts are omitted.
record SourceListBlocks(ViewContext view) {

    /// The numbers as ranges, such as “1–10, 14”.
    static String numbers(List<Source> sources) {
        List<String> ranges = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < sources.size(); i++) {
            int number = sources.get(i).number();
            if (i + 1 < sources.size() && sources.get(i + 1).number() == number + 1) {
                continue;
            }
            int start = sources.get(first).number();
            ranges.add(start == number ? String.valueOf(number) : start + "–" + number);
            first = i + 1;
        }
        return String.join(", ", ranges);
    }

    /// Numbered lists under the name of each perspective. A number that does not follow its
    /// predecessor starts another list.
    List<Block> blocks(DigestView.Sources shown) {
        List<Block> blocks = new ArrayList<>();
        List<Source> listed = view.digest().sources().stream()
                .filter(source ->
                        shown.perspective().isEmpty() || shown.perspective().equals(source.perspective()))
                .toList();
        List<Integer> order = new ArrayList<>(List.of(-1)); // -1: articles of all perspectives
        order.addAll(view.all());
        for (int ordinal : order) {
            List<Source> own = listed.stream()
                    .filter(source -> source.perspective().orElse(-1) == ordinal)
                    .toList();
            if (ordinal >= 0 && !own.isEmpty()) {
                String name = view.style(ordinal).label();
                blocks.add(new Block.Paragraph(List.of(new Inline.Strong(List.of(new Inline.Text(name))))));
            }
            blocks.addAll(lists(own));
        }
        return listed.isEmpty() ? ViewContext.notice(view.texts().format("no-sources")) : blocks;
    }

    private List<Block> lists(List<Source> sources) {
        List<Block> lists = new ArrayList<>();
        List<Item> run = new ArrayList<>();
        int start = 0;
        for (Source source : sources) {
            if (!run.isEmpty() && source.number() != start + run.size()) {
                lists.add(new ItemList(true, start, run));
                run.clear();
            }
            start = run.isEmpty() ? source.number() : start;
            run.add(item(source));
        }
        if (!run.isEmpty()) {
            lists.add(new ItemList(true, start, run));
        }
        return lists;
    }

    private Item item(Source source) {
        List<Inline> line = new ArrayList<>();
        Inline title = new Inline.Text(name(source));
        line.add(source.link()
                .<Inline>map(link -> new Inline.Link(link, List.of(title)))
                .orElse(title));
        OutletLabel label = view.styles().outlet(source.outlet());
        int year = view.digest().key().day().getYear();
        List<Inline> origin = ViewContext.line(Stream.of(
                        source.outlet(),
                        label.kind()
                                .map(kind -> view.texts().format("outlet-" + kind.id()))
                                .orElse(""),
                        view.texts().country(label.country()),
                        label.note(),
                        source.date()
                                .map(day -> view.texts().shortDay(day, year))
                                .orElse(""),
                        otherLanguage(source))
                .filter(part -> !part.isBlank())
                .toList());
        if (!origin.isEmpty()) {
            line.add(new Inline.LineBreak());
            line.addAll(origin);
        }
        return new Item(List.of(new Block.Paragraph(line)));
    }

    /// The article's language; empty if the digest has the same.
    private String otherLanguage(Source source) {
        String language = Locale.forLanguageTag(source.language()).getLanguage();
        String own = view.digest().key().language().replace('_', '-');
        return language.equals(Locale.forLanguageTag(own).getLanguage()) ? "" : language;
    }

    private static String name(Source source) {
        String otherwise = source.link().map(link -> link.url()).orElse("—");
        return Visibility.in(source.title()) ? source.title() : otherwise;
    }
}
