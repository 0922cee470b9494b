package digestbot.audience.vote;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.database.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Hashes that stand for persons among the votes on one digest. A person has another hash for each
/// digest.
///
/// The key is derived from the token of the platform's bot, which all nodes have and which is not
/// in the database. People who have the database or a backup alone can therefore neither tell who
/// voted nor which votes are by the same person. With a new token, a person can vote once more on
/// the digests on which votes are still open.
public final class VoterHashes {

    private static final String PURPOSE = "digestbot votes";

    /// The length at which no two persons have the same hash by chance.
    private static final int BYTES = 16;

    private final Map<Platform, byte[]> keys = new EnumMap<>(Platform.class);

    public VoterHashes(Map<Platform, String> secrets) {
        secrets.forEach(
                (platform, secret) -> keys.put(platform, Hmac.sign(secret.getBytes(StandardCharsets.UTF_8), PURPOSE)));
    }

    /// The person's hash for the digest.
    ///
    /// @throws IllegalStateException if the person's platform has no secret
    String of(Person person, long digest) {
        byte[] key = Optional.ofNullable(keys.get(person.platform()))
                .orElseThrow(() -> new IllegalStateException("no secret for votes on " + person.platform()));
        byte[] hash = Hmac.sign(key, person.platform().id() + ":" + person.userId() + ":" + digest);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    }
}
