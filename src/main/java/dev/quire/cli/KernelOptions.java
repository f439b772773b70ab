package dev.quire.cli;

import dev.quire.session.KernelChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options that choose kernels, the same for every verb.
final class KernelOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--kernel",
            paramLabel = "K",
            description = "run under this kernel in place of the script's own: a profile, then patches, as in"
                    + " 'v6_1 + my_patch'; may be repeated")
    private List<String> kernels = new ArrayList<>();

    @Option(
            names = "--patch",
            paramLabel = "FILE",
            description = "put the patches of this .quire file on top of every kernel; may be repeated")
    private List<Path> patches = new ArrayList<>();

    @Option(names = "--set", paramLabel = "OPTION=VALUE", description = "set an option of the kernel; may be repeated")
    private List<String> settings = new ArrayList<>();

    KernelChoice choice() {
        for (String setting : settings) {
            if (!setting.matches("[A-Za-z_][A-Za-z0-9_]*=.+")) {
                throw new CommandLine.ParameterException(
                        command.commandLine(), "--set takes OPTION=VALUE, and got '" + setting + "'");
            }
        }
        return new KernelChoice(kernels, patches, settings);
    }
}
