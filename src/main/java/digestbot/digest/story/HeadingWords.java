package digestbot.digest.story;

import digestbot.digest.DigestKey;
import digestbot.digest.story.TermReader.Written;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The words by which people know a story, as its texts write them: words that several of its texts
/// share, or words of its only text.
record HeadingWords(TermReader reader, InvertedIndex index) {

    private static final int MOST = 3;
    private static final int MOST_NAMES = 2;
    private static final int LONGEST = 12;

    /// Adjacent terms. A text in another language than the heading's has empty forms.
    private record Phrase(List<Term> terms, List<String> forms) {

        boolean isName() {
            return terms.getFirst().isName();
        }

        Stream<String> readable() {
            return forms.stream().filter(form -> !form.isEmpty());
        }

        /// The most frequent form; among several, the first.
        String form() {
            Map<String, Long> counts = readable()
                    .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
            return counts.entrySet().stream()
                    .max(Map.Entry.<String, Long>comparingByValue())
                    .orElseThrow()
                    .getKey();
        }
    }

    /// The words for the heading, names first. The first of the texts is the heading's.
    List<String> of(List<StoryText> texts) {
        List<Phrase> best = phrases(texts)
                .filter(phrase -> phrase.forms().size() >= Math.min(2, texts.size())
                        && phrase.readable().findAny().isPresent())
                .sorted(Comparator.comparingDouble(phrase -> -weight(phrase)))
                .toList();
        List<Phrase> chosen = new ArrayList<>();
        best.stream().filter(Phrase::isName).limit(1).forEach(chosen::add);
        for (Phrase phrase : best) {
            boolean free = chosen.stream().allMatch(other -> Collections.disjoint(other.terms(), phrase.terms()));
            if (free && chosen.size() < MOST && (!phrase.isName() || chosen.size() < MOST_NAMES)) {
                chosen.add(phrase);
            }
        }
        return chosen.stream()
                .sorted(Comparator.comparing(Phrase::isName).reversed())
                .map(Phrase::form)
                .toList();
    }

    private double weight(Phrase phrase) {
        return phrase.terms().stream()
                .mapToDouble(term -> index.idf(index.id(term)))
                .sum();
    }

    private Stream<Phrase> phrases(List<StoryText> texts) {
        String language = DigestKey.primary(texts.getFirst().language());
        Map<List<Term>, Phrase> phrases = new LinkedHashMap<>();
        for (StoryText text : texts) {
            boolean readable = DigestKey.primary(text.language()).equals(language);
            forms(reader.written(text))
                    .forEach((terms, form) -> phrases.computeIfAbsent(terms, _ -> new Phrase(terms, new ArrayList<>()))
                            .forms()
                            .add(readable ? form : ""));
        }
        return phrases.values().stream();
    }

    /// All phrases of a text, each in the form in which it first occurs.
    private static Map<List<Term>, String> forms(List<Written> written) {
        Map<List<Term>, String> forms = new LinkedHashMap<>();
        for (int from = 0; from < written.size(); from++) {
            Written first = written.get(from);
            List<Term> terms = new ArrayList<>();
            for (int to = from; to < Math.min(written.size(), from + LONGEST); to++) {
                Written last = written.get(to);
                boolean bare = last.term().kind() == Term.Kind.NUMBER
                        && last.term().unit().isEmpty();
                if (bare || (to > from && !written.get(to - 1).isBefore(last))) {
                    break;
                }
                terms.add(last.term());
                forms.putIfAbsent(List.copyOf(terms), first.to(last));
            }
        }
        return forms;
    }
}
