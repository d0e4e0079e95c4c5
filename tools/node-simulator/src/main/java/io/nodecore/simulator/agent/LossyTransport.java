package io.nodecore.simulator.agent;

import io.nodecore.simulator.core.AgentTransport;
import io.nodecore.simulator.core.CoreAnswer;
import io.nodecore.simulator.core.CoreFailure;
import io.nodecore.simulator.core.CoreTransport;
import io.nodecore.simulator.core.NodeConfig;
import io.nodecore.simulator.core.Report;
import io.nodecore.simulator.ledger.FaultKind;
import io.nodecore.simulator.ledger.Ledger;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Any gateway over any transport, drawn anew for every call, on a network that loses requests and answers: what an agent then repeats,
 * the Core has either never seen or counted already.
 */
public final class LossyTransport implements AgentTransport {

    private final List<CoreTransport> transports;
    private final double requestLost;
    private final double answerLost;
    private final Ledger ledger;
    private final RandomGenerator random;
    private int latest;

    /**
     * @param transports one or more
     * @param requestLost the share of requests that never reach the Core
     * @param answerLost the share of answers that never reach the agent
     */
    public LossyTransport(
            List<CoreTransport> transports,
            double requestLost,
            double answerLost,
            Ledger ledger,
            RandomGenerator random) {
        this.transports = List.copyOf(transports);
        this.requestLost = requestLost;
        this.answerLost = answerLost;
        this.ledger = ledger;
        this.random = random;
    }

    @Override
    public CoreAnswer send(Report report) throws CoreFailure {
        CoreTransport way = draw();
        if (happens(requestLost)) {
            ledger.met(FaultKind.REQUEST_LOST);
            throw new CoreFailure.Unreachable("the request got lost, as the simulation wants it");
        }
        CoreAnswer answer = way.send(report);
        if (happens(answerLost)) {
            ledger.met(FaultKind.ANSWER_LOST);
            throw new CoreFailure.Unreachable("the answer got lost, as the simulation wants it");
        }
        return answer;
    }

    @Override
    public CoreAnswer sendOverOther(Report report) throws CoreFailure {
        return other().send(report);
    }

    @Override
    public NodeConfig latestConfig() throws CoreFailure {
        return draw().latestConfig();
    }

    private synchronized CoreTransport draw() {
        latest = random.nextInt(transports.size());
        return transports.get(latest);
    }

    private synchronized CoreTransport other() {
        return transports.get(
                transports.size() == 1 ? 0 : (latest + 1 + random.nextInt(transports.size() - 1)) % transports.size());
    }

    private synchronized boolean happens(double share) {
        return random.nextDouble() < share;
    }
}
