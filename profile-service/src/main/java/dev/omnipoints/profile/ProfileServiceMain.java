package dev.omnipoints.profile;

import dev.omnipoints.profile.platform.Migration;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Serves; with the argument {@code migrate}, brings the schema up to date and ends. */
@QuarkusMain
public final class ProfileServiceMain {
    private static final int USAGE = 2;

    private ProfileServiceMain() {}

    /** Exit codes of the modes: 0 done, 1 failed, 2 called wrongly. */
    public static void main(String[] args) {
        if (args.length == 0) {
            Quarkus.run(args);
        } else if (args.length == 1 && "migrate".equals(args[0])) {
            System.exit(Migration.run(System.getenv(), System.out, System.err));
        } else {
            System.err.println("usage: java -jar quarkus-run.jar [migrate]");
            System.exit(USAGE);
        }
    }
}
