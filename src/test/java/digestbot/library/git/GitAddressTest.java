package digestbot.library.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GitAddressTest {

    @Test
    void isKeptAsItIs() {
        for (String text : List.of(
                "https://git.example.org/news/digests.git",
                "http://127.0.0.1:8080/digests.git",
                "ssh://git@git.example.org:2222/news/digests.git",
                "git@git.example.org:news/digests.git",
                "file:///srv/digests.git")) {
            assertThat(GitAddress.parse(text)).map(GitAddress::url).hasValue(text);
        }
    }

    @Test
    void isRefusedIfGitCouldTakeItForSomethingElse() {
        String refused = """
                --upload-pack=touch /tmp/ran¦-oProxyCommand=touch¦ext::sh -c touch¦EXT::sh¦fd::17
                ¦git://git.example.org/digests.git¦ftp://git.example.org/digests.git
                ¦ssh://-oProxyCommand=touch/digests.git¦-x@host:name.git¦git@-oProxyCommand:name.git
                ¦https:///name.git¦https://host/name.git?token=1¦https://host/name.git#x¦https://host/na me.git
                ¦file://host/name.git¦/srv/digests.git¦digests.git¦ssh://git:word@host/name.git¦https:
                """;
        assertThat(refused.replace("\n", "").split("¦"))
                .hasSize(19)
                .allSatisfy(text -> assertThat(GitAddress.parse(text)).as(text).isEmpty());
        assertThat(GitAddress.parse("https://host/name.git\nfile:///etc")).isEmpty();
        assertThat(GitAddress.parse("")).isEmpty();
    }

    @Test
    void hasItsLoginApart() {
        GitAddress address = GitAddress.parse("https://robot:p%40ss+w%2Ford@git.example.org/digests.git")
                .orElseThrow();
        assertThat(address.url()).isEqualTo("https://git.example.org/digests.git");
        assertThat(address).hasToString("https://git.example.org/digests.git");
        assertThat(address.login()).hasValue(new GitAddress.Login("robot", "p@ss+w/ord"));
        assertThat(address.login().orElseThrow()).hasToString("Login[…]");
    }

    @Test
    void takesItsLoginOutOfWhatGitSays() {
        GitAddress address = GitAddress.parse("https://TOKEN-1234@git.example.org/digests.git")
                .orElseThrow();
        assertThat(address.redacted("fatal: 'https://a:b@host/x' and TOKEN-1234 are wrong"))
                .isEqualTo("fatal: 'https://…@host/x' and … are wrong");
    }

    @Test
    void aBranchIsNoOptionAndAFolderStaysBelowTheDigestFolder() {
        assertThat(List.of("-x", "a..b", "a b", "a~1", "a:b", "/a", "a/", "a//b", ".a", "x.lock", "a/.b", "", "a\nb"))
                .allMatch(text -> GitSettings.branch(text).isEmpty());
        assertThat(GitSettings.branch("release/2026-11")).isPresent();
        assertThat(GitSettings.path("out/digests")).isPresent();
        assertThat(GitSettings.folder("pipeline")).isPresent();
        assertThat(List.of("..", ".git", "a/b", "", "-x", "a.md", "pushed", "~a"))
                .allMatch(text -> GitSettings.folder(text).isEmpty());
    }
}
