package digestbot.content.views;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.ContentDump;
import digestbot.content.Reader;
import digestbot.content.WebPage;
import digestbot.content.views.DigestControls.SharedPages;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.markdown.WebAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The links from views of a digest to its pages.
class SiteLinksTest {

    private static final WebAddress WHOLE = new WebAddress("https://news.example.org/us-china/2026-02-05/");
    private static final WebAddress CHINA = new WebAddress(WHOLE.url() + "china/");
    private static final SharedPages PAGES = new SharedPages(WHOLE, Map.of("china", CHINA));
    private static final DigestView OVERVIEW = new DigestView.Overview();

    private final DigestContentBuilder views = new DigestContentBuilder(new StyleRegistry(Map.of()));
    private final Digest digest = SampleDigests.usual().digest();

    private static Reader reader(PerspectiveChoice choice) {
        return SampleDigests.reader("en", new ReadingOptions(choice, Length.FULL, Layout.STACKED));
    }

    private Content show(DigestView view, PerspectiveChoice choice) {
        return views.view(9, digest, view, reader(choice), DigestControls.to(Optional.of(PAGES)));
    }

    private WebAddress page(DigestView view, PerspectiveChoice choice) {
        Content content = show(view, choice);
        WebAddress page = content.page().orElseThrow().address();
        assertThat(content.buttons().stream().flatMap(List::stream).map(Button::action))
                .contains(new Button.Action.OpenUrl(page));
        return page;
    }

    @Test
    void eachViewLinksToTheNearestPage() {
        PerspectiveChoice all = PerspectiveChoice.ALL;
        assertThat(page(OVERVIEW, all)).isEqualTo(WHOLE);
        assertThat(page(new DigestView.SideBySide(), all)).isEqualTo(WHOLE);
        assertThat(page(new DigestView.Sources(), all)).isEqualTo(WHOLE);
        assertThat(page(new DigestView.OnePerspective(1), all)).isEqualTo(CHINA);
        PerspectiveChoice one = PerspectiveChoice.only(List.of("China"));
        assertThat(page(OVERVIEW, one)).isEqualTo(CHINA);
        assertThat(page(new DigestView.Sources(), one)).isEqualTo(WHOLE);
        assertThat(page(new DigestView.OnePerspective(0), PerspectiveChoice.ALL))
                .isEqualTo(WHOLE);
    }

    @Test
    void thePageIsOpenedAndShared() {
        String rows = show(OVERVIEW, PerspectiveChoice.ALL).buttons().stream()
                .skip(1)
                .limit(1)
                .map(row -> ContentDump.of(Content.of(List.of(), List.of(row))))
                .collect(Collectors.joining());
        assertThat(rows).isEqualTo("""
                [Sources 3]<1:v:9:r> [Read]<%1$s> [Share…]<share 1-v-9-o at %1$s>
                """.formatted(WHOLE.url()));
    }

    @Test
    void theLinkAtTheEndOfALongMessageIsInTheReadersLanguage() {
        var german = SampleDigests.reader("de", ReadingOptions.DEFAULT);
        assertThat(views.view(9, digest, OVERVIEW, german, DigestControls.to(Optional.of(PAGES)))
                        .page())
                .contains(new WebPage(WHOLE, "Im Web weiterlesen"));
    }
}
