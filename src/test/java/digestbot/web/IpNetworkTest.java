package digestbot.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/9, 10.127.255.255, true",
        "10.0.0.0/9, 10.128.0.0, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "192.0.2.7/32, 192.0.2.6, false",
        "0.0.0.0/0, 203.0.113.1, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1/128, ::1, true",
        "::1, ::2, false",
    })
    void containsTheAddressesThatBeginLikeIt(String network, String address, boolean contained) {
        assertThat(IpNetwork.parse(network)
                        .orElseThrow()
                        .contains(IpNetwork.address(address).orElseThrow()))
                .isEqualTo(contained);
    }

    @Test
    void isWrittenAsItIsReadAndWhatIsNoNetworkIsTold() {
        assertThat(IpNetwork.parse("10.0.0.0/8")).map(IpNetwork::toString).contains("10.0.0.0/8");
        assertThat(IpNetwork.parse("192.0.2.7")).map(IpNetwork::toString).contains("192.0.2.7/32");
        assertThat(", 10.0.0.0/33, ::1/129, 10.0.0.0/8/8, 10.0.0.0/, 10.0.0.0/x, 10.0.0.0/-1, host/8".split(", "))
                .allSatisfy(text -> assertThat(IpNetwork.parse(text)).as(text).isEmpty());
    }
}
