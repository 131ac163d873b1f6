package parable.study.stage;

import parable.tensor.Engine;

/// What a study ran on: part of its provenance, not of its identity.
///
/// @param version of Parable
/// @param java    version of the Java platform
/// @param system  operating system and processor
/// @param cores   processors that this process may use
/// @param engine  the tensor library
public record Environment(String version, String java, String system, int cores, Engine.Description engine) {
    public static Environment here(String version) {
        return new Environment(
                version,
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Engine.describe());
    }
}
