package digestbot.config;

import digestbot.api.push.PushSecret;
import digestbot.api.push.PushToken;
import digestbot.library.git.GitAddress;
import digestbot.library.git.GitSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The section of the configuration about other places that digests come from.
final class SourcesSection {

    private static final String FOLDER = "git";
    private static final String TOKEN = "token";
    private static final String NAMES = "at most 64 letters, digits and . _ -";
    private static final int MINUTES = 5;
    private static final int MOST_MINUTES = 1_440;

    private SourcesSection() {}

    /// The repository, if there is one, and the tokens of the pipelines that push digests.
    record Sources(Optional<GitSettings> git, List<PushToken> pushTokens) {}

    /// Reads the section.
    static Sources read(YamlSection section) {
        var sources = new Sources(git(section.section("git")), pushTokens(section));
        section.reportUnknownKeys();
        return sources;
    }

    private static List<PushToken> pushTokens(YamlSection sources) {
        List<PushToken> tokens = new ArrayList<>();
        for (YamlSection section : sources.listedSections("push")) {
            Optional<String> name = section.convert("name", "", NAMES, SourcesSection::name);
            Optional<String> hash = section.hidden(
                    TOKEN, "a token or its hash, as “digestbot token” prints them", SourcesSection::hash);
            List<String> topics =
                    section.list("topics", "ids of topics", text -> name(text).map(id -> id.toLowerCase(Locale.ROOT)));
            section.reportUnknownKeys();
            if (name.isPresent() && section.isEmpty(TOKEN)) {
                section.refuse(TOKEN, "is missing; make one with: digestbot token");
            }
            if (name.isPresent() && hash.isPresent()) {
                tokens.add(new PushToken(name.get(), hash.get(), Set.copyOf(topics)));
            }
        }
        return tokens;
    }

    private static Optional<String> name(String text) {
        return Optional.of(text).filter(PushToken::isName);
    }

    private static Optional<String> hash(String text) {
        return PushSecret.of(text)
                .map(PushSecret::hash)
                .or(() -> Optional.of(text).filter(PushSecret::isHash));
    }

    private static Optional<GitSettings> git(YamlSection section) {
        Optional<GitAddress> address = section.convert("url", "", GitAddress.FORMS, GitAddress::parse);
        Optional<String> branch = section.convert(
                "branch", "", "the name of a branch", text -> Optional.of(text).filter(GitSettings::isBranch));
        String folder = section.convert(
                        "folder",
                        FOLDER,
                        "the name of a folder, of letters, digits, `-`, `_` and `.`, a letter or digit first",
                        text -> Optional.of(text).filter(GitSettings::isName))
                .orElse(FOLDER);
        Optional<String> repositoryFolder = section.convert(
                "repository-folder",
                "",
                "the path of a folder in the repository, such as digests",
                text -> Optional.of(text).filter(GitSettings::isPath));
        int minutes = section.number("every", MINUTES, 1, MOST_MINUTES);
        section.reportUnknownKeys();
        return address.map(
                found -> new GitSettings(found, branch, folder, repositoryFolder, Duration.ofMinutes(minutes)));
    }
}
