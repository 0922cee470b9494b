package digestbot.edition;

import digestbot.digest.Digest;
import digestbot.digest.Source;
import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.Inline;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The list of cited articles: of each its number, linked title, outlet, day and language.
final class SourceLines {

    private SourceLines() {}

    /// Numbered lists; a number that does not follow the one before it starts another list.
    static List<Block> blocks(Digest digest, Words words) {
        if (digest.sources().isEmpty()) {
            return StyledEditions.says(words, Phrase.NO_SOURCES);
        }
        List<Block> lists = new ArrayList<>();
        List<Item> run = new ArrayList<>();
        int start = digest.sources().getFirst().number();
        for (Source source : digest.sources()) {
            if (source.number() != start + run.size()) {
                lists.add(new ItemList(true, start, run));
                start = source.number();
                run.clear();
            }
            run.add(item(source, digest.key().day().getYear(), words));
        }
        lists.add(new ItemList(true, start, run));
        return lists;
    }

    private static Item item(Source source, int year, Words words) {
        List<Inline> line = new ArrayList<>();
        Inline title = new Inline.Text(name(source));
        line.add(source.link()
                .<Inline>map(link -> new Inline.Link(link, List.of(title)))
                .orElse(title));
        List<Inline> origin = Lead.line(Stream.of(
                        source.outlet(),
                        source.date().map(day -> words.shortDay(day, year)).orElse(""),
                        Locale.forLanguageTag(source.language()).getLanguage())
                .filter(part -> !part.isBlank())
                .toList());
        if (!origin.isEmpty()) {
            line.add(new Inline.LineBreak());
            line.addAll(origin);
        }
        return new Item(List.of(new Block.Paragraph(line)));
    }

    private static String name(Source source) {
        String otherwise = source.link().map(link -> link.url()).orElse("—");
        return Visible.in(source.title()) ? source.title() : otherwise;
    }
}
