package io.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.penstock.bus.Address;
import io.penstock.observability.PrometheusNames;
import io.vertx.core.Deployable;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerticlesPageTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.penstock");

  private final VerticlesPage page;

  VerticlesPageTest() throws IOException {
    page = new VerticlesPage();
  }

  /** An address in the code: where it stands, and as the page writes it. */
  private record Known(Field field, String written) {}

  @Test
  void hasAnEntryForEachVerticleAndNoOther() {
    assertThat(page.verticles())
        .containsExactlyInAnyOrderElementsOf(
            CLASSES.stream()
                .filter(type -> type.isAssignableTo(Deployable.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getSimpleName)
                .toList());
  }

  @Test
  void namesTheThreadEachVerticleIsDeployedOn() {
    assertThat(VerticleKind.ALL)
        .extracting(role -> role.verticle().getSimpleName())
        .containsExactlyElementsOf(page.verticles());
    assertThat(VerticleKind.ALL)
        .allSatisfy(
            role ->
                assertThat(page.line(role.verticle().getSimpleName(), "thread").split(";", 2)[0])
                    .isEqualTo(role.thread().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
  }

  @Test
  void saysOfEachVerticleWhatItHears() {
    assertThat(page.verticles())
        .allSatisfy(
            verticle ->
                assertThat(page.heardBy(verticle))
                    .isEqualTo(addressesOf(verticle, Set.of("listen"))));
  }

  @Test
  void saysOfEachVerticleWhatItSendsAndPublishes() {
    assertThat(page.verticles())
        .allSatisfy(
            verticle ->
                assertThat(page.saidBy(verticle))
                    .isEqualTo(addressesOf(verticle, Set.of("send", "publish"))));
  }

  @Test
  void namesEveryAddressAndNoOther() {
    Set<String> named = new TreeSet<>();
    page.verticles().forEach(verticle -> named.addAll(page.heardBy(verticle)));
    page.verticles().forEach(verticle -> named.addAll(page.saidBy(verticle)));

    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(addresses().stream().map(Known::written).toList());
  }

  @Test
  void namesEveryMetricAndNoOther() {
    assertThat(PrometheusNames.in(page.text())).isEqualTo(PrometheusNames.families());
  }

  @Test
  void namesOnlyFilesThatAreThere() {
    assertThat(page.files())
        .isNotEmpty()
        .allSatisfy(file -> assertThat(Path.of("src/main/java/io/penstock", file)).exists());
  }

  /** Those on which the verticle, or what works for it alone, calls one of the methods. */
  private static Set<String> addressesOf(String verticle, Set<String> methods) {
    Set<String> used = new TreeSet<>();
    for (Known known : addresses()) {
      if (users(known.field(), methods).anyMatch(verticle::equals)) {
        used.add(known.written());
      }
    }
    return used;
  }

  /** The verticles in whose name a class reads the address and calls one of the methods on it. */
  private static Stream<String> users(Field address, Set<String> methods) {
    return CLASSES.stream()
        .flatMap(type -> type.getFieldAccessesFromSelf().stream())
        .filter(access -> isOf(access, address))
        .filter(access -> callsOneOf(methods, access))
        .flatMap(access -> verticlesOf(access.getOriginOwner()));
  }

  private static boolean isOf(JavaFieldAccess access, Field address) {
    return access.getAccessType() == JavaFieldAccess.AccessType.GET
        && access.getTarget().getName().equals(address.getName())
        && access.getTargetOwner().isEquivalentTo(address.getDeclaringClass());
  }

  /** The first call on an address after it was read is the one on it. */
  private static boolean callsOneOf(Set<String> methods, JavaFieldAccess access) {
    return access.getOrigin().getMethodCallsFromSelf().stream()
        .filter(call -> call.getTargetOwner().isEquivalentTo(Address.class))
        .filter(call -> call.getLineNumber() >= access.getLineNumber())
        .min(java.util.Comparator.comparingInt(JavaMethodCall::getLineNumber))
        .filter(call -> methods.contains(call.getName()))
        .isPresent();
  }

  /** The class itself where it is a verticle, else the verticles that use it. */
  private static Stream<String> verticlesOf(JavaClass type) {
    if (type.isAssignableTo(Deployable.class)) {
      return Stream.of(type.getSimpleName());
    }
    return CLASSES.stream()
        .filter(user -> user.isAssignableTo(Deployable.class))
        .filter(
            user ->
                user.getDirectDependenciesFromSelf().stream()
                    .anyMatch(dependency -> dependency.getTargetClass().equals(type)))
        .map(JavaClass::getSimpleName);
  }

  private static List<Known> addresses() {
    return CLASSES.stream()
        .map(JavaClass::reflect)
        .flatMap(type -> Stream.of(type.getDeclaredFields()))
        .filter(field -> field.getType() == Address.class)
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .map(field -> new Known(field, written(field)))
        .toList();
  }

  private static String written(Field field) {
    try {
      Class<?> message =
          (Class<?>) ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
      return ((Address<?>) field.get(null)).name() + " (" + message.getSimpleName() + ")";
    } catch (IllegalAccessException notPublic) {
      throw new AssertionError(field + " is not public", notPublic);
    }
  }
}
