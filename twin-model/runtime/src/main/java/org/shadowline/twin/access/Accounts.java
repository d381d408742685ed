package org.shadowline.twin.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Accounts with their roles. Passwords are kept as bcrypt hashes; a token is a JWT signed with a key that lives as long as
 * the process, so that a restart ends all of them. After five wrong passwords for a name in a minute, further ones are
 * refused for the rest of it without being looked at. Thread-safe.
 */
public final class Accounts {
    /** bcrypt with 2^10 rounds, some 50 ms a check. */
    private static final int COST = 10;

    private static final int MOST_WRONG = 5;
    private static final int MOST_NAMES = 10_000;
    /** Passwords that were right are remembered as long, so that a client need not sign in at each request. */
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private static final Duration TOKEN_LASTS = Duration.ofHours(10);

    private record Account(Role role, String hash) {}

    private record Known(Subject subject, java.time.Instant until) {}

    private record Wrong(long minute, int times) {}

    private final Map<String, Account> accounts;
    private final @Nullable Subject anybody;
    private final InstantSource clock;
    private final Algorithm algorithm;
    private final Map<String, Known> remembered = new ConcurrentHashMap<>();
    private final Map<String, Wrong> wrong = new ConcurrentHashMap<>();
    private final byte[] salt = new byte[32];

    private Accounts(Map<String, Account> accounts, @Nullable Subject anybody, InstantSource clock) {
        this.accounts = accounts;
        this.anybody = anybody;
        this.clock = clock;
        var secret = new byte[32];
        var random = new SecureRandom();
        random.nextBytes(secret);
        random.nextBytes(salt);
        algorithm = Algorithm.HMAC256(secret);
    }

    /** Whoever reaches the server is let in: only for one that listens on the machine's own loopback address. */
    public static Accounts open(Role role) {
        return new Accounts(Map.of(), new Subject("anybody", role), InstantSource.system());
    }

    /**
     * Reads accounts: a JSON object with, by name, {@code {"role": "operator", "password": "<bcrypt hash>"}}.
     *
     * @throws IOException what is wrong, with the file and the account
     */
    public static Accounts read(Path file, InstantSource clock) throws IOException {
        var accounts = new LinkedHashMap<String, Account>();
        try {
            if (Files.size(file) > 1_000_000)
                throw new IOException(file + " is larger than 1 MB: these are no accounts");
            if (!(new ObjectMapper().readTree(file.toFile()) instanceof ObjectNode object)) {
                throw new IOException(file + " holds no JSON object with accounts");
            }
            for (var entry : object.properties()) {
                var role = role(entry.getValue().path("role").asText());
                var hash = entry.getValue().path("password").asText();
                if (role == null) {
                    throw new IOException(file + ": the role of `" + entry.getKey()
                            + "` must be viewer, operator, planner or engineer, it is `"
                            + entry.getValue().path("role").asText() + "`");
                }
                if (!hash.matches("\\$2[abxy]?\\$\\d\\d\\$[./A-Za-z0-9]{53}")) {
                    throw new IOException(file + ": the password of `" + entry.getKey()
                            + "` must be a bcrypt hash; `shadowline password` makes one");
                }
                accounts.put(entry.getKey(), new Account(role, hash));
            }
        } catch (JacksonException e) {
            throw new IOException(file + " is no JSON: " + e.getOriginalMessage(), e);
        }
        if (accounts.isEmpty()) throw new IOException(file + " holds no account: nobody could sign in");
        return new Accounts(accounts, null, clock);
    }

    private static @Nullable Role role(String word) {
        for (var role : Role.values()) {
            if (role.word().equals(word)) return role;
        }
        return null;
    }

    public static String hash(char[] password) {
        return BCrypt.withDefaults().hashToString(COST, password);
    }

    /** Who an {@code Authorization} header stands for; null for nobody. */
    public @Nullable Subject of(@Nullable String authorization) {
        if (anybody != null) return anybody;
        if (authorization == null) return null;
        if (authorization.regionMatches(true, 0, "Basic ", 0, 6))
            return basic(authorization.substring(6).strip());
        if (authorization.regionMatches(true, 0, "Bearer ", 0, 7))
            return ofToken(authorization.substring(7).strip());
        return null;
    }

    private @Nullable Subject basic(String encoded) {
        String text;
        try {
            text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
        int colon = text.indexOf(':');
        return colon < 0
                ? null
                : signIn(text.substring(0, colon), text.substring(colon + 1).toCharArray());
    }

    /** Who signs in with a name and a password; null when they do not match. */
    public @Nullable Subject signIn(String name, char[] password) {
        var account = accounts.get(name);
        var key = fingerprint(name, password);
        var known = remembered.get(key);
        if (account != null && known != null && clock.instant().isBefore(known.until())) return known.subject();
        long minute = clock.millis() / 60_000;
        var before = wrong.get(name);
        if (before != null && before.minute() == minute && before.times() >= MOST_WRONG) return null;
        // An unknown name costs as much time as a known one, so that names cannot be guessed by the clock.
        var hash = account == null ? "$2a$10$" + "a".repeat(53) : account.hash();
        boolean right = BCrypt.verifyer().verify(password, hash).verified;
        if (!right || account == null) {
            if (wrong.size() > MOST_NAMES) wrong.clear();
            wrong.merge(
                    name, new Wrong(minute, 1), (a, b) -> a.minute() == minute ? new Wrong(minute, a.times() + 1) : b);
            return null;
        }
        var subject = new Subject(name, account.role());
        if (remembered.size() > MOST_NAMES) remembered.clear();
        remembered.put(key, new Known(subject, clock.instant().plus(REMEMBERED)));
        return subject;
    }

    private String fingerprint(String name, char[] password) {
        try {
            var digest = java.security.MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return Base64.getEncoder()
                    .encodeToString(digest.digest(new String(password).getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token for someone who is signed in, good for ten hours. */
    public String token(Subject subject) {
        return JWT.create()
                .withSubject(subject.name())
                .withClaim("role", subject.role().word())
                .withExpiresAt(clock.instant().plus(TOKEN_LASTS))
                .sign(algorithm);
    }

    private @Nullable Subject ofToken(String token) {
        try {
            var decoded = JWT.require(algorithm).build().verify(token);
            if (!clock.instant().isBefore(decoded.getExpiresAtAsInstant())) return null;
            var account = accounts.get(decoded.getSubject());
            return account == null ? null : new Subject(decoded.getSubject(), account.role());
        } catch (JWTVerificationException e) {
            return null;
        }
    }
}
