package digestbot.notice;

import digestbot.content.Content;
import digestbot.i18n.Texts;
import java.time.ZoneId;

/// A notice that is written anew for each operator.
@FunctionalInterface
public interface NoticeText {

    /// The notice in the operator's language.
    ///
    /// @param zone the operator's, in which times are given
    Content of(Texts texts, ZoneId zone);
}
