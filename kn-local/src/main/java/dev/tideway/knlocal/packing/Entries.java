package dev.tideway.knlocal.packing;

import java.util.regex.Pattern;

/// What the entries of a jar are, by their names.
final class Entries {
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.SF");

    private static final Pattern CONFIGURATION =
            Pattern.compile("(application|META-INF/microprofile-config)[^/]*\\.(properties|ya?ml)");

    private static final Pattern SERVICE = Pattern.compile("META-INF/services/[^/]+");

    private static final Pattern LICENCE =
            Pattern.compile("(META-INF/)?(LICEN[CS]E|NOTICE|COPYING|DEPENDENCIES)[^/]*");

    /// Maven's, OSGi's and the module system's descriptors, and what an annotation index, CDI and Quarkus' extensions
    /// tell the build; netty's list of versions, which it never looks at by itself.
    private static final Pattern USELESS =
            Pattern.compile(
                    "META-INF/(MANIFEST\\.MF|INDEX\\.LIST|maven/.*|jandex\\.idx|beans\\.xml|io\\.netty\\.versions\\.properties"
                            + "|quarkus-(extension\\..*|config-doc/.*|config-roots\\.list|javadoc\\.properties|build-steps\\.list))"
                            + "|OSGI-INF/.*|module-info\\.class");

    private Entries() {}

    /// Whether a jar that has it may be joined to others.
    static boolean mayMove(String name) {
        return !SIGNATURE.matcher(name).matches() && !CONFIGURATION.matcher(name).matches();
    }

    static boolean isService(String name) {
        return SERVICE.matcher(name).matches();
    }

    static boolean isLicence(String name) {
        return LICENCE.matcher(name).matches();
    }

    /// Where it goes, since other jars have one of the same name.
    static String licence(String jar, String name) {
        return "META-INF/licences/" + jar + "/" + name.substring(name.lastIndexOf('/') + 1);
    }

    static boolean isOfUse(String name) {
        return !USELESS.matcher(name).matches();
    }

    /// Whether every jar of the class path may be asked for it.
    static boolean isSought(String name) {
        return isOfUse(name) && !isService(name) && !isLicence(name) && !name.endsWith(".class");
    }
}
