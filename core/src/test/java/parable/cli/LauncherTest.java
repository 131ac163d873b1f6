package parable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The two scripts of the root on machines that lack what they need.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs POSIX shell scripts")
class LauncherTest {
    private static final Path ROOT =
            Path.of(System.getProperty("parable.home")).toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void theLauncherSaysInOneMessageHowToInstallAJdk() throws Exception {
        Answer answer = run("parable", Map.of("PARABLE_JDK_FOLDERS", "", "JAVA_HOME", ""), "--help");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("JDK 25 or newer: not found", "apt install", "brew install", "JAVA_HOME");
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void theBuildNamesEverythingThatIsMissingAtOnce() throws Exception {
        Answer answer =
                run("mvnw", Map.of("PARABLE_JDK_FOLDERS", "", "PARABLE_MAVEN_FOLDERS", "", "JAVA_HOME", ""), "verify");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err())
                .contains("JDK 25 or newer: not found", "Maven 3.8.7 or newer: not found", "apt install maven");
    }

    @Test
    void anOlderJdkIsPassedOverAndANewerOneTaken() throws Exception {
        jdk("old", "17.0.15");
        jdk("new", "26");

        Answer answer = run(
                "mvnw",
                Map.of(
                        "PARABLE_JDK_FOLDERS",
                        folder + "/*",
                        "PARABLE_MAVEN_FOLDERS",
                        "",
                        "JAVA_HOME",
                        folder + "/old"));

        assertThat(answer.err()).contains("Maven 3.8.7 or newer").doesNotContain("JDK 25");
    }

    @Test
    void anOldMavenIsPassedOver() throws Exception {
        jdk("new", "25.0.3");
        executable(folder.resolve("maven/bin/mvn"), "#!/bin/sh\necho Apache Maven 3.6.3\n");

        Answer answer =
                run("mvnw", Map.of("PARABLE_JDK_FOLDERS", folder + "/new", "PARABLE_MAVEN_FOLDERS", folder + "/maven"));

        assertThat(answer.err()).contains("Maven 3.8.7 or newer: not found");
    }

    @Test
    void aNewMavenIsRunOnTheJdkThatWasFound() throws Exception {
        jdk("new", "25.0.3");
        executable(
                folder.resolve("maven/bin/mvn"),
                "#!/bin/sh\n[ $1 = --version ] && echo Apache Maven 3.10.0 || echo \"$JAVA_HOME runs $*\"\n");

        Answer answer = run(
                "mvnw",
                Map.of("PARABLE_JDK_FOLDERS", folder + "/new", "PARABLE_MAVEN_FOLDERS", folder + "/maven"),
                "verify");

        assertThat(answer.out()).isEqualToIgnoringNewLines(folder + "/new runs verify");
        assertThat(answer.code()).isZero();
    }

    /// In the C locale a JVM refuses every path beyond ASCII.
    @Test
    void theLauncherGivesTheJvmUtf8WhereTheLocaleIsC() throws Exception {
        launchable();

        assertThat(launched(Map.of("LC_ALL", "C"))).isEqualTo("C.UTF-8");
        assertThat(launched(Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", "POSIX")))
                .isEqualTo("C.UTF-8");
        assertThat(launched(Map.of("LC_ALL", "de_DE.UTF-8"))).isEqualTo("de_DE.UTF-8");
        assertThat(launched(Map.of("LC_ALL", "", "LC_CTYPE", "de_DE.UTF-8", "LANG", "C")))
                .isEmpty();
    }

    /// A checkout that is built already, with a JVM that tells its locale.
    private void launchable() throws IOException {
        jdk("new", "25.0.3");
        executable(folder.resolve("new/bin/java"), "#!/bin/sh\necho \"$LC_ALL\"\n");
        for (String script : List.of("parable", ".mvn/find-jdk.sh")) {
            executable(folder.resolve("home").resolve(script), Files.readString(ROOT.resolve(script)));
        }
        Path target = Files.createDirectories(folder.resolve("home/core/target"));
        Files.writeString(target.resolve("parable.jar"), "");
        Path cache = Files.writeString(target.resolve("parable.aot"), "");
        assertThat(cache.toFile().setLastModified(System.currentTimeMillis() + 10_000))
                .isTrue();
    }

    private String launched(Map<String, String> locale) throws Exception {
        Map<String, String> environment = new HashMap<>(locale);
        environment.put("PARABLE_JDK_FOLDERS", folder + "/new");
        environment.put("JAVA_HOME", "");
        Answer answer = run(folder.resolve("home/parable"), environment, "doctor");
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer.out().strip();
    }

    /// A folder that looks like a JDK to the search, which reads its release file and starts nothing.
    private void jdk(String name, String version) throws IOException {
        executable(folder.resolve(name + "/bin/javac"), "#!/bin/sh\n");
        Files.writeString(folder.resolve(name + "/release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /// Runs a script with a `PATH` that has the tools every Unix has, but neither java nor mvn.
    private Answer run(String script, Map<String, String> environment, String... arguments) throws Exception {
        return run(ROOT.resolve(script), environment, arguments);
    }

    private Answer run(Path script, Map<String, String> environment, String... arguments) throws Exception {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("sh", "dirname", "cat", "sed", "awk", "head", "readlink", "find")) {
            executable(tools.resolve(tool), "#!/bin/sh\nexec " + whereIs(tool) + " \"$@\"\n");
        }
        ProcessBuilder builder = new ProcessBuilder(script.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "MAVEN_HOME"));
        builder.environment().put("PATH", tools.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = process.inputReader().readAllAsString();
        String err = process.errorReader().readAllAsString();
        return new Answer(process.waitFor(), out, err);
    }

    private static Path whereIs(String tool) {
        return List.of("/usr/bin", "/bin").stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private record Answer(int code, String out, String err) {}
}
