#!/bin/sh
# Makes the release archive: Parable with its own Java runtime, for Linux x86-64, to be unpacked anywhere.
#
#   dist/archive.sh [FOLDER]    writes FOLDER/parable-VERSION-linux-x86_64.tar.gz and its SHA-256; default: dist/target
#
#   bin/parable   the launcher       runtime/      a Java runtime with the modules that are needed
#   lib/          the program        checkpoints/  what the shipped studies take from the shelf
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
out=${1:-$root/dist/target}
platform=linux-x86_64
modules=java.base,java.compiler,java.desktop,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml
modules=$modules,jdk.management,jdk.unsupported

[ "$(uname -sm)" = 'Linux x86_64' ] || {
    echo "archive.sh: the archive is made on Linux x86-64, but this is $(uname -sm)." >&2
    exit 1
}
. "$root/.mvn/find-jdk.sh"
find_jdk || {
    jdk_help >&2
    exit 1
}
version=$("$root/parable" --version | awk '{print $2}') # builds where a source is newer than the build
name=parable-$version-$platform
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

mkdir -p "$work/$name/bin" "$work/$name/lib" "$out"
"$JAVA_HOME/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --generate-cds-archive \
    --output "$work/$name/runtime"
cp "$root/parable" "$work/$name/bin/"
cp "$root/core/target/parable.jar" "$work/$name/lib/"
cp -rL "$root/core/target/lib" "$work/$name/lib/lib"
cp -r "$root/checkpoints" "$root/LICENSE" "$root/NOTICE" "$root/README.md" "$work/$name/"
mkdir "$work/$name/docs"
cp -r "$root"/docs/*.md "$root/docs/claims" "$work/$name/docs/"
if [ -f "$root/core/target/bom.json" ]; then cp "$root/core/target/bom.json" "$work/$name/"; fi

tar --sort=name --owner=0 --group=0 --numeric-owner --mtime='2026-11-01 00:00Z' -C "$work" -cf - "$name" |
    gzip -n >"$out/$name.tar.gz"
(cd "$out" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
ls -l "$out/$name.tar.gz"
