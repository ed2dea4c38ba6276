package io.penstock;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom: inwards only. Rules allow for packages that are still to come. */
@AnalyzeClasses(packages = "io.penstock", importOptions = ImportOption.DoNotIncludeTests.class)
class RingsTest {
  @ArchTest
  static final ArchRule importsGoInwardsOnly =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("ground")
          .definedBy(
              "io.penstock.event..",
              "io.penstock.config..",
              "io.penstock.bus..",
              "io.penstock.observability..")
          .layer("materials")
          .definedBy(
              "io.penstock.enrich..",
              "io.penstock.schema..",
              "io.penstock.batch..",
              "io.penstock.log..",
              "io.penstock.spool..",
              "io.penstock.cluster..",
              "io.penstock.control..")
          .layer("tools")
          .definedBy(
              "io.penstock.sink..",
              "io.penstock.retry..",
              "io.penstock.deadletter..",
              "io.penstock.access..",
              "io.penstock.ledger..")
          .layer("flows")
          .definedBy("io.penstock.ingest..", "io.penstock.delivery..", "io.penstock.worker..")
          .layer("front")
          .definedBy("io.penstock.console..")
          .layer("wire")
          .definedBy("io.penstock.grpc..")
          .layer("client")
          .definedBy("io.penstock.client..")
          .layer("whole")
          .definedBy("io.penstock", "io.penstock.command..")
          .whereLayer("materials")
          .mayOnlyBeAccessedByLayers("tools", "flows", "front", "whole")
          .whereLayer("tools")
          .mayOnlyBeAccessedByLayers("flows", "front", "whole")
          .whereLayer("flows")
          .mayOnlyBeAccessedByLayers("front", "whole")
          .whereLayer("front")
          .mayOnlyBeAccessedByLayers("whole")
          .whereLayer("wire")
          .mayOnlyBeAccessedByLayers("flows", "client", "whole")
          .whereLayer("client")
          .mayOnlyAccessLayers("wire")
          .whereLayer("client")
          .mayOnlyBeAccessedByLayers("whole")
          .whereLayer("whole")
          .mayNotBeAccessedByAnyLayer()
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule flowsMeetOnlyInTheLog =
      slices()
          .matching("io.penstock.(ingest|delivery|worker)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule noSinkKnowsAnother =
      slices()
          .matching("io.penstock.sink.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              alwaysTrue(),
              resideInAnyPackage(
                  "io.penstock.sink.sql",
                  "io.penstock.sink.http",
                  "io.penstock.sink.objects",
                  "io.penstock.sink.parquet"))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyTheLogKnowsKafka =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.penstock.log..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "kafka..", "io.vertx.kafka..");

  @ArchTest
  static final ArchRule anEventKnowsOnlyTheJdkAndTheJsonCodec =
      classes()
          .that()
          .resideInAPackage("io.penstock.event..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "org.jspecify..", "com.fasterxml.jackson.core..", "io.penstock.event..")
          .allowEmptyShould(true);
}
