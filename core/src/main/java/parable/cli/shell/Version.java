package parable.cli.shell;

import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote into the jar's manifest.
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "parable " + (version == null ? "(not packaged)" : version);
    }
}
