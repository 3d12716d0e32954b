package dev.redisrouter.examples.standalone;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class ManifestVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = ManifestVersion.class.getPackage().getImplementationVersion();
        return new String[] {"redis-router " + Optional.ofNullable(version).orElse("(not packaged)")};
    }
}
