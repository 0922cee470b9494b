package digestbot.trial;

import digestbot.browser.Browser;
import digestbot.i18n.SettingsPhrase;
import digestbot.i18n.Texts;
import digestbot.i18n.VotePhrase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The buttons below a digest on a phone, in every language: each label can be read whole.
@Tag("full")
class PhoneButtonsTest {

    @TempDir
    Path digests;

    private Browser browser;
    private TryRun trial;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        browser = Browser.openOrSkip();
        trial = SampleTrial.start(digests);
        browser.open(trial.servePage().toString());
    }

    @AfterEach
    void close() {
        Optional.ofNullable(trial).ifPresent(TryRun::close);
        Optional.ofNullable(browser).ifPresent(Browser::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"telegram", "discord"})
    void noLabelBelowADigestIsCutOffInAnyLanguage(String platform) {
        PhonePanel panel = PhonePanel.show(browser, platform, "Reader");
        Texts before = Texts.of("en");
        for (String language : Texts.languages()) {
            Texts texts = Texts.of(language);
            panel.write("/settings");
            panel.tap(before.format(SettingsPhrase.LANGUAGE_BUTTON));
            panel.tap(texts.format(SettingsPhrase.LANGUAGE_NAME));
            panel.write("/today us-china");
            panel.awaitText(texts.format(VotePhrase.BALANCED_BUTTON));
            panel.assertNothingIsCut();
            before = texts;
        }
    }
}
