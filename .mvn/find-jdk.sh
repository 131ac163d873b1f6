# Sourced by ./mvnw and ./parable. find_jdk sets JAVA_HOME to a JDK of at least $jdk_wanted and returns 0, or returns 1.
# It reads the JDK's own "release" file instead of starting a JVM: that takes a millisecond, not a quarter of a second.

jdk_wanted=25

# Colon-separated patterns; PARABLE_JDK_FOLDERS replaces them all (an empty value: look nowhere).
jdk_folders=${PARABLE_JDK_FOLDERS-"/usr/lib/jvm/*:/opt/*:/Library/Java/JavaVirtualMachines/*/Contents/Home:/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home:${HOME-}/.sdkman/candidates/java/*:${HOME-}/.jdks/*:/c/Program Files/Eclipse Adoptium/*"}

is_new_enough_jdk() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    while IFS= read -r jdk_line; do
        case $jdk_line in
            JAVA_VERSION=*)
                jdk_feature=${jdk_line#JAVA_VERSION=\"}
                jdk_feature=${jdk_feature%%[!0-9]*}
                [ "${jdk_feature:-0}" -ge "$jdk_wanted" ]
                return
                ;;
        esac
    done <"$1/release"
    return 1
}

use_jdk() {
    is_new_enough_jdk "$1" || return 1
    JAVA_HOME=$1
    export JAVA_HOME
}

# The folder above bin/java on the PATH, symbolic links followed; empty when there is none.
jdk_on_path() {
    jdk_java=$(command -v java) || return 0
    jdk_java=$(readlink -f "$jdk_java" 2>/dev/null) || return 0
    printf '%s' "${jdk_java%/bin/java}"
}

find_jdk() {
    use_jdk "${JAVA_HOME-}" && return 0
    use_jdk "$(jdk_on_path)" && return 0
    jdk_ifs=$IFS
    IFS=:
    for jdk_home in $jdk_folders; do
        if use_jdk "$jdk_home"; then
            IFS=$jdk_ifs
            return 0
        fi
    done
    IFS=$jdk_ifs
    return 1
}

jdk_help() {
    cat <<TEXT
JDK $jdk_wanted or newer: not found in JAVA_HOME (${JAVA_HOME:-unset}), on the PATH, or in the usual folders
  ($jdk_folders).
  Debian, Ubuntu  sudo apt install openjdk-$jdk_wanted-jdk
  Fedora          sudo dnf install java-$jdk_wanted-openjdk-devel
  macOS           brew install openjdk@$jdk_wanted
  Windows         winget install EclipseAdoptium.Temurin.$jdk_wanted.JDK
  with SDKMAN     sdk install java $jdk_wanted-tem
  Any other JDK $jdk_wanted will do: unpack it anywhere and set JAVA_HOME to its folder.
TEXT
}
