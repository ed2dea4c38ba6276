# What load-tests/bench and load-tests/hostile share: builds what is missing, and starts a main class of the
# load tests. To be read with `.`, after $root is set.
lib=$root/target/penstock/lib
extra=$root/target/load-tests-lib
classes=$root/target/load-tests-classes

# The load tests are compiled here, so a JDK is needed and not only a runtime.
is_jdk_25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="\(2[5-9]\|[3-9][0-9]\)' "$1/release"
}

find_jdk() {
  on_path=$(command -v javac || true)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for jdk in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    if is_jdk_25 "$jdk"; then
      echo "$jdk"
      return
    fi
  done
  echo "load-tests needs a JDK 25 or newer; set JAVA_HOME to one." >&2
  exit 69
}

# Every version stands in the pom, and nowhere else.
version_of() {
  sed -n "s:.*<$1\.version>\(.*\)</$1\.version>.*:\1:p" "$root/pom.xml"
}

build_server() {
  if [ ! -d "$lib" ]; then
    echo "Building Penstock ..." >&2
    mvn -q -f "$root/pom.xml" -DskipTests pre-integration-test
  elif [ -f "$root/target/penstock.jar" ] &&
    [ -n "$(find "$root/src/main" "$root/pom.xml" -newer "$root/target/penstock.jar" | head -n 1)" ]; then
    echo "Note: the sources are newer than target/penstock; what is measured is the older build." >&2
  fi
}

fetch() {
  [ -f "$extra/$2-$3.jar" ] ||
    mvn -q -f "$root/pom.xml" "org.apache.maven.plugins:maven-dependency-plugin:$(version_of dependency):copy" \
      "-Dartifact=$1:$2:$3" "-DoutputDirectory=$extra"
}

# ProducerPerformance, and what it reads its options with, are in jars that the
# server does not need.
fetch_kafka_tools() {
  fetch org.apache.kafka kafka-tools "$(version_of kafka)"
  fetch net.sourceforge.argparse4j argparse4j "$(version_of argparse4j)"
}

compile_load_tests() {
  sources=$root/load-tests/src/main/java
  if [ ! -d "$classes" ] || [ -n "$(find "$sources" -newer "$classes" | head -n 1)" ]; then
    rm -rf "$classes"
    find "$sources" -name '*.java' -exec "$jdk/bin/javac" -d "$classes" -cp "$lib/*" \
      --release 25 -proc:none -parameters -Xlint:all,-classfile,-path -Werror {} +
  fi
}

# Becomes the scenario: its main class, and the command line.
run() {
  jdk=$(find_jdk)
  build_server
  fetch_kafka_tools
  compile_load_tests
  exec "$jdk/bin/java" -Xms256m -Xmx512m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    "-Dbench.root=$root" "-Dbench.commit=$(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)" \
    "-Dlogback.configurationFile=$root/load-tests/logback.xml" \
    -cp "$classes:$lib/*:$extra/*" "$@"
}
