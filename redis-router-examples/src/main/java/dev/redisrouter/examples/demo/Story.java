package dev.redisrouter.examples.demo;

import dev.redisrouter.test.LabNode;
import java.util.Optional;

/** The steps of the demo, in order. Returns when all is told and every server has ended. */
record Story(Narrator narrator, boolean fast, boolean keepRunning) {

    void tell() throws InterruptedException {
        narrator.title("redis-router: one Redis that never moves");
        try (Stage stage = new CurtainUp(narrator).tell(fast)) {
            RouterLog log = new RouterLog();
            stage.router().addListener(log);

            new ThreeAnswers(stage, narrator).tell();
            new WriteThenRead(stage, narrator).tell();
            new ThreeThousandReads(stage, narrator).tell();
            new ReadYourWrites(stage, narrator).tell();
            WriteReport report = survive(stage, log);
            new NothingLost(stage, narrator).tell(report);
            new Figures(stage, narrator).tell();
            new Verdict(narrator).tell();
            if (keepRunning) {
                new KeepRunning(stage, narrator).tell();
            }
        }
    }

    /** The steps that are played while clients write. */
    private WriteReport survive(Stage stage, RouterLog log) throws InterruptedException {
        LabNode old = stage.master();
        long keysBefore = Long.parseLong(String.valueOf(old.command("DBSIZE")));
        Writers writers = Writers.start(stage.router().host(), stage.router().port());
        try {
            Optional<Failover> failover = new MasterHangs(stage, narrator, log, writers).tell();
            if (failover.isPresent()) {
                // Each client waits for its reply: what it began before the gap's end may be on the old master's
                // sockets,
                // which it reads when it goes on; what came later must not.
                long written = writers.report().begunBefore(failover.get().gap().to());
                new OldMasterReturns(stage, narrator, writers).tell(old, keysBefore + written);
            }
        } finally {
            writers.close();
        }
        return writers.report();
    }
}
