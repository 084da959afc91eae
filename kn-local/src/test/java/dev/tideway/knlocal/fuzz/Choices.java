package dev.tideway.knlocal.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/// Everything that is random about one input.
final class Choices {
    private final SplittableRandom random;

    Choices(long seed) {
        random = new SplittableRandom(seed);
    }

    /// From 0 to one less.
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int percent) {
        return below(100) < percent;
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[below(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    void shuffle(List<?> list) {
        Collections.shuffle(list, new Random(random.nextLong()));
    }

    /// Small ones more often.
    int size(int most) {
        return below(1 + below(1 + below(1 + most)));
    }

    String word(int most) {
        var word = new StringBuilder();
        for (int i = 0, length = 1 + size(most); i < length; i++) {
            word.append("abcdefghijklmnopqrstuvwxyz0123456789".charAt(below(36)));
        }
        return word.toString();
    }

    /// Text that an attribute may have: no control character, no noncharacter, no half of a pair.
    String text(int most) {
        var text = new StringBuilder();
        for (int i = 0, length = 1 + size(most); i < length; i++) {
            text.appendCodePoint(
                    switch (below(8)) {
                        case 0 -> of(0x20, 0x22, 0x25, 0x5C, 0x2F, 0x2C, 0x3B, 0x7E);
                        case 1 -> 0xA0 + below(0xD800 - 0xA0);
                        case 2 -> 0x10000 + below(0xFFFE);
                        default -> '!' + below(94);
                    });
        }
        return text.toString();
    }

    /// A few bytes flipped, dropped, doubled, put in, or words of the language put in.
    byte[] damage(byte[] whole, List<byte[]> words) {
        var damaged = whole;
        for (int i = 0, times = 1 + size(6); i < times; i++) {
            damaged = damageOnce(damaged, words);
        }
        return damaged;
    }

    private byte[] damageOnce(byte[] whole, List<byte[]> words) {
        int at = below(whole.length + 1);
        int end = at + below(Math.min(whole.length - at, of(1, 8, 64, 1024)) + 1);
        var middle =
                switch (below(5)) {
                    case 0 -> bytes(end - at);
                    case 1 -> new byte[0];
                    case 2 -> bytes(1 + below(4));
                    case 3 -> twice(Arrays.copyOfRange(whole, at, end));
                    default -> of(words);
                };
        return join(Arrays.copyOf(whole, at), middle, Arrays.copyOfRange(whole, end, whole.length));
    }

    private static byte[] twice(byte[] part) {
        return join(part, part);
    }

    static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
