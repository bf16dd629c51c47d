package dev.supercargo.arch;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The four sentences of ARCHITECTURE.md, and what follows from them.
class HouseRulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.supercargo");

    private static final String[] CORE = {
        "dev.supercargo.meta..",
        "dev.supercargo.model..",
        "dev.supercargo.expr..",
        "dev.supercargo.access..",
        "dev.supercargo.decisions.."
    };
    private static final String KUBE = "dev.supercargo.kube..";
    private static final String[] WORLD = {
        "dev.supercargo.git..", "dev.supercargo.documents..", "dev.supercargo.credentials..", "dev.supercargo.web.."
    };
    private static final String[] WORK_AND_EDGE = {
        "dev.supercargo.promotion..",
        "dev.supercargo.controllers..",
        "dev.supercargo.analysis..",
        "dev.supercargo.admission.."
    };

    @Test
    void coreKnowsNobody() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.supercargo..").and(not(resideInAnyPackage(CORE))))
                .check(CLASSES);
    }

    @Test
    void coreDoesNoInputAndOutput() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio.file..", "java.net.http..", "java.sql..", "org.slf4j..", "java.util.logging..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.Executors")
                .check(CLASSES);
    }

    @Test
    void coreHasNoClockAndNoDice() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(java.util.Random.class)
                .orShould()
                .callConstructor(java.security.SecureRandom.class)
                .check(CLASSES);
    }

    @Test
    void kubeHasNeverHeardOfKargo() {
        noClasses()
                .that()
                .resideInAPackage(KUBE)
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.supercargo..")
                        .and(not(resideInAnyPackage(KUBE, "dev.supercargo.meta.."))))
                .check(CLASSES);
    }

    @Test
    void worldDoesNotKnowWhy() {
        noClasses()
                .that()
                .resideInAnyPackage(WORLD)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(WORK_AND_EDGE)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.supercargo.app..", "dev.supercargo.kube.apiserver..", "dev.supercargo.kube.store..")
                .check(CLASSES);
    }

    @Test
    void onlyTheClientKnowsFabric8() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.supercargo.kube.client..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .check(CLASSES);
    }

    @Test
    void onlyTheAppWires() {
        noClasses()
                .that()
                .resideInAnyPackage(WORK_AND_EDGE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.supercargo.app..", "dev.supercargo.kube.apiserver..", "dev.supercargo.kube.store..")
                .check(CLASSES);
    }

    @Test
    void decisionsHaveNoCycles() {
        slices().matching("dev.supercargo.decisions.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
