# Sourced by shadowline, verify and bench. Needs $root, the checkout; sets JAVA_HOME and MAVEN_OPTS.

say() { printf '%s\n' "$*" >&2; }

# A development kit, of release 25 or later. Its release file is read without starting a process.
is_jdk_25() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    while IFS='=' read -r key value; do
        [ "$key" = JAVA_VERSION ] || continue
        value=${value#\"}
        value=${value%%[!0-9]*}
        [ "${value:-0}" -ge 25 ]
        return
    done <"$1/release"
    return 1
}

find_jdk() {
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /opt/*25* /opt/java/*25* "${HOME:-}"/.sdkman/candidates/java/*25* \
        "${HOME:-}"/.jdks/*25*; do
        if [ -n "$home" ] && is_jdk_25 "$home"; then
            JAVA_HOME=$home
            export JAVA_HOME
            return
        fi
    done
    if [ -x /usr/libexec/java_home ] && home=$(/usr/libexec/java_home -v 25+ 2>/dev/null) && is_jdk_25 "$home"; then
        JAVA_HOME=$home
        export JAVA_HOME
        return
    fi
    say "error: no JDK 25 found (JAVA_HOME is ${JAVA_HOME:-not set})."
    say "Install one, for example from https://adoptium.net or with 'sdk install java 25-tem', and set JAVA_HOME to it."
    exit 2
}

find_maven() {
    if ! command -v mvn >/dev/null 2>&1; then
        say "error: Maven (mvn) is not on the PATH."
        say "Install version 3.8.6 or later, for example with 'apt install maven' or 'brew install maven'."
        exit 2
    fi
    # Quiets what the JDK says about Maven's own libraries.
    MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
    export MAVEN_OPTS
}

# The command line's class path is scenarios/app/target/lib; this file is older than anything that went into it.
stamp=$root/scenarios/app/target/built

is_built() {
    set -- "$root"/scenarios/app/target/lib/shadowline-app-*.jar
    [ -f "$stamp" ] && [ -f "$1" ] && [ -z "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/*/pom.xml "$root"/*/src/main \
        "$root"/*/*/src/main -newer "$stamp" -print -quit 2>/dev/null)" ]
}

# Usage: building COMMAND...: runs the command that builds, and notes that it succeeded.
building() {
    mkdir -p "${stamp%/*}" && : >"$stamp.next" || return 2
    "$@" || return
    mv -f "$stamp.next" "$stamp"
}
