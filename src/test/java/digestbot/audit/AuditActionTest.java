package digestbot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.i18n.Texts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditActionTest {

    @ParameterizedTest
    @EnumSource
    void everyActionHasASentence(AuditAction action) {
        assertThat(action.describe(Texts.of("en"), "us-china")).isNotBlank();
    }
}
