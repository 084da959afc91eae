package dev.tideway.knlocal.yaml;

import java.util.Optional;

/// Numbers in YAML.
final class Numbers {
    private Numbers() {}

    /// What a number may be.
    record Range(String name, boolean whole, double least, double most) {
        boolean has(double number) {
            return number >= least && number <= most && (!whole || number % 1 == 0);
        }

        String complaint(Node node) {
            var given = of(node).map(Numbers::shown).orElse(node.kind());
            return "is " + given + ", wanted " + name + bounds();
        }

        private String bounds() {
            return most >= Integer.MAX_VALUE
                    ? ", " + shown(least) + " or more"
                    : ", " + shown(least) + " to " + shown(most);
        }
    }

    /// In plain digits only.
    static Optional<Double> of(Node node) {
        if (!(node instanceof Node.Scalar scalar) || scalar.type() != Node.Type.NUMBER) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.parseDouble(scalar.text()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static String shown(double number) {
        return number % 1 == 0 && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
