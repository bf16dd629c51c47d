package dev.supercargo.app;

import dev.supercargo.kube.store.Store;
import dev.supercargo.kube.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `supercargo store check`: is what lies in a data folder whole?
@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        description = "Looks after the store of a data folder.",
        subcommands = StoreCommand.Check.class)
final class StoreCommand implements Callable<Integer> {
    @picocli.CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: supercargo store check --data DIR");
    }

    /// Status 0 where all is well, 1 where something is wrong.
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Checks revisions, history and integrity of a stopped store.")
    static final class Check implements Callable<Integer> {
        @Option(names = "--data", paramLabel = "DIR", required = true, description = "The data folder.")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Path data;

        @Override
        public Integer call() {
            Path folder = new DataFolder(data.toAbsolutePath()).store();
            if (!Files.isDirectory(folder)) {
                throw new UserError("there is no store in " + data + "; name the folder given to supercargo up --data");
            }
            try (Store store = Store.open(folder)) {
                List<String> wrong = store.check();
                wrong.forEach(System.out::println);
                System.out.println(wrong.isEmpty() ? "ok, revision " + store.revision() : wrong.size() + " problems");
                return wrong.isEmpty() ? 0 : 1;
            } catch (StoreException e) {
                throw new UserError(String.valueOf(e.getMessage()));
            }
        }
    }
}
