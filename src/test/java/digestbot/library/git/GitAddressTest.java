package digestbot.library.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example.org/news/digests.git",
                "http://127.0.0.1:8080/digests.git",
                "ssh://git@git.example.org:2222/news/digests.git",
                "git@git.example.org:news/digests.git",
                "file:///srv/digests.git"
            })
    void isKeptAsItIs(String text) {
        assertThat(GitAddress.parse(text)).map(GitAddress::url).hasValue(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--upload-pack=touch /tmp/ran",
                "-oProxyCommand=touch",
                "ext::sh -c touch",
                "EXT::sh",
                "fd::17",
                "git://git.example.org/digests.git",
                "ftp://git.example.org/digests.git",
                "ssh://-oProxyCommand=touch/digests.git",
                "-x@host:name.git",
                "git@-oProxyCommand:name.git",
                "https:///name.git",
                "https://host/name.git?token=1",
                "https://host/name.git#x",
                "https://host/na me.git",
                "https://host/name.git\nfile:///etc",
                "file://host/name.git",
                "/srv/digests.git",
                "digests.git",
                "ssh://git:word@host/name.git",
                "",
                "https:"
            })
    void isRefusedIfGitCouldTakeItForSomethingElse(String text) {
        assertThat(GitAddress.parse(text)).isEmpty();
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

    @ParameterizedTest
    @ValueSource(strings = {"-x", "a..b", "a b", "a~1", "a:b", "/a", "a/", "a//b", ".a", "x.lock", "a/.b", "", "a\nb"})
    void aBranchIsNoOptionAndNoExpression(String text) {
        assertThat(GitSettings.isBranch(text)).isFalse();
    }

    @Test
    void usualNamesAreAllowed() {
        assertThat(GitSettings.isBranch("release/2026-11")).isTrue();
        assertThat(GitSettings.isPath("out/digests")).isTrue();
        assertThat(GitSettings.isName("pipeline")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".git", "a/b", "", "-x", "a.md", "pushed", "~a"})
    void aFolderStaysBelowTheDigestFolder(String text) {
        assertThat(GitSettings.isName(text)).isFalse();
    }
}
