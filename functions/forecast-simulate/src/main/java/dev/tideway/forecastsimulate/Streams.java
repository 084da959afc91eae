package dev.tideway.forecastsimulate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.L64X128Mix;

/// A stream of random numbers for each replication, which follows from the forecast's seed, the product and the
/// replication's number alone: so it does not matter in which slice, when, where or how often a replication is
/// computed.
///
/// The generator is L64X128Mix (Steele and Vigna, "LXM: Better Splittable Pseudorandom Number Generators", 2021), which
/// is made for many streams. Its four words of state are a key of the product, by SHA-256 so that neither seeds nor names that
/// are alike make keys that are, and the replication's number, in steps of the golden ratio and through a
/// mixing function that is one-to-one (Stafford's variant 13, as in SplittableRandom). So no two replications of a product
/// share a state, and hardly any the additive constant by which LXM tells its streams apart.
///
/// From Commons RNG rather than the JDK: its version is the pom's, so that instances on different JDKs agree, and a generator
/// is made without a look-up by name, a million times in a second.
final class Streams {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long[] key = new long[4];

    Streams(long seed, String sku) {
        var name = sku.getBytes(StandardCharsets.UTF_8);
        var text = ByteBuffer.allocate(Long.BYTES + name.length).putLong(seed).put(name).array();
        ByteBuffer.wrap(sha256(text)).asLongBuffer().get(key);
    }

    UniformRandomProvider of(long replication) {
        long step = GOLDEN * replication;
        return new L64X128Mix(
                mix(key[0] + step), mix(key[1] + step), mix(key[2] + step), mix(key[3] + step));
    }

    private static long mix(long word) {
        long z = (word ^ (word >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
