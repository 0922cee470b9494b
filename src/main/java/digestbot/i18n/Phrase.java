package digestbot.i18n;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A phrase that the bot can say. Each feature has an enum of them, and commands have
/// [CommandText]; the wording is in `text/<language>.properties`.
public sealed interface Phrase
        permits AlarmPhrase,
                AuditPhrase,
                BroadcastPhrase,
                CommandPhrase,
                CommandText,
                DigestPhrase,
                PrivacyPhrase,
                ReplyPhrase,
                ReviewPhrase,
                RolePhrase,
                SettingsPhrase,
                SitePhrase,
                SubscriptionPhrase {

    /// The name, as of an enum constant.
    String name();

    /// The property with the wording: the constant's name in lower case with `-` for `_`.
    default String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<Phrase> all() {
        Stream<Phrase> constants = Stream.of(Phrase.class.getPermittedSubclasses())
                .filter(Class::isEnum)
                .flatMap(feature -> Stream.of((Phrase[]) feature.getEnumConstants()));
        return Stream.concat(constants, CommandText.all().stream()).toList();
    }
}
